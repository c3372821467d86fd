import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseNoHostPath = defineRule({
	id: "kubernetes-database-no-host-path",
	title: "Database in a pod keeps nothing on the disk of its node",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Whoever gets onto the node, or into another pod with the path, has the files of the database; without the node they are gone.",
	recommendation: "Keep the data on a PersistentVolumeClaim of an encrypted StorageClass (EBS CSI driver), and copy what is there.",
	links: ["https://kubernetes.io/docs/concepts/storage/volumes/"],
	related: { others: ["kubescape:C-0048"] },
	evaluate(workload) {
		if (!databaseOf(workload)) return noDatabase(workload);
		return expectNone({ name: nameOf(workload) }, workload.hostPaths, {
			pass: "no path of the node is mounted",
			fail: (list) => `paths of the node are mounted: ${list}`,
		});
	},
});
