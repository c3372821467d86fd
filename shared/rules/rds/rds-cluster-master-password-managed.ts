import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isServerlessV1, notOnServerlessV1 } from "./judge/cluster-sort.ts";

export const rdsClusterMasterPasswordManaged = defineRule({
	id: "rds-cluster-master-password-managed",
	title: "RDS manages and rotates the master password of the DB cluster in Secrets Manager",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "A master password that people set is known to them, to pipelines and to state files, and stays the same for years.",
	recommendation: "Switch ManageMasterUserPassword on with ModifyDBCluster; RDS then makes a new password and rotates it every seven days.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html"],
	related: {},
	evaluate(cluster) {
		const { name, masterSecret, globalCluster, replicaOf } = cluster;
		if (masterSecret) {
			const evidence = { secretArn: masterSecret.arn, status: masterSecret.status };
			// RDS reports `impaired` when it can no longer reach or rotate the secret.
			return masterSecret.status === "impaired"
				? fail(`RDS manages the master password of ${name}, but the secret is impaired and no longer rotates.`, evidence)
				: pass(`RDS manages the master password of ${name} in Secrets Manager.`, evidence);
		}
		if (isServerlessV1(cluster)) return notOnServerlessV1(cluster, "managed master password");
		if (globalCluster !== undefined)
			return notApplicable(`${name} belongs to the global database ${globalCluster}, where RDS manages no password.`);
		if (replicaOf !== undefined) return notApplicable(`${name} replicates from ${replicaOf}, where its users come from.`);
		return fail(`RDS does not manage the master password of ${name}.`, { masterSecret: null });
	},
});
