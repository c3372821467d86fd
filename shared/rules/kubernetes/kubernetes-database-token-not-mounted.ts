import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseTokenNotMounted = defineRule({
	id: "kubernetes-database-token-not-mounted",
	title: "Database in a pod holds no token of the Kubernetes API",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "Whoever breaks out of SQL into the container finds a token, and goes on to the cluster with the rights of the service account.",
	recommendation:
		"Set automountServiceAccountToken: false in the pod template; a database has no use for the API unless an operator runs it.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: { others: ["kube-bench:4.1.6", "kubescape:C-0034"] },
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		const called = nameOf(workload);
		if (database.by === "operator") return notApplicable(`${called} is run by an operator, whose instances talk to the Kubernetes API.`);
		const tokenMounted = need(workload.tokenMounted);
		return tokenMounted
			? fail(`${called} mounts a token of the Kubernetes API.`, { tokenMounted })
			: pass(`${called} mounts no token of the Kubernetes API.`, { tokenMounted });
	},
});
