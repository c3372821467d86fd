import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseStatefulSet = defineRule({
	id: "kubernetes-database-stateful-set",
	title: "Database in a pod is run by a StatefulSet or an operator",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "A Deployment starts the new pod before the old one has stopped: two servers on one volume destroy it; a bare pod does not come back when its node dies.",
	recommendation: "Run the database as a StatefulSet with volumeClaimTemplates, or by an operator such as CloudNativePG.",
	links: ["https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/"],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		const { workloadKind } = workload;
		if (workloadKind === "Job" || workloadKind === "CronJob") return notApplicable(`${nameOf(workload)} ends with its ${workloadKind}.`);
		const evidence = { workloadKind, by: database.by };
		if (database.by === "operator") return pass(`${nameOf(workload)} is run by an operator.`, evidence);
		return workloadKind === "StatefulSet"
			? pass(`${nameOf(workload)} is a StatefulSet.`, evidence)
			: fail(`${nameOf(workload)} is a ${workloadKind}.`, evidence);
	},
});
