import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseNoHostNetwork = defineRule({
	id: "kubernetes-database-no-host-network",
	title: "Database in a pod does not listen on its node",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Whoever reaches the node reaches the database, past every NetworkPolicy, and the database sees the traffic of the node.",
	recommendation: "Remove hostNetwork and hostPort; clients use the Service of the database.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: { others: ["kubescape:C-0041", "kubescape:C-0044"] },
	evaluate(workload) {
		if (!databaseOf(workload)) return noDatabase(workload);
		const ports = workload.containers.flatMap(({ name, ports: declared }) =>
			declared.filter(({ hostPort }) => hostPort !== undefined).map(({ hostPort }) => `port ${hostPort} of the node (${name})`),
		);
		return expectNone({ name: nameOf(workload) }, [...(workload.hostNetwork ? ["the network of the node"] : []), ...ports], {
			pass: "the pods have a network of their own",
			fail: (list) => `the pods use ${list}`,
		});
	},
});
