import { defineAction } from "../action.ts";
import { compliant, refused } from "../decisions.ts";
import { planOf } from "./change.ts";
import {
	type ClusterState,
	changeableCluster,
	clusterHints,
	clusterTriggers,
	modifyCluster,
	notOnServerlessV1,
	readCluster,
} from "./cluster.ts";
import { inBlueGreen, irreversible, manageParameters, passwordFacts, passwordNeeds, passwordNotes } from "./master-password.ts";

interface State extends ClusterState {
	readonly blueGreen: boolean;
}

export const rdsClusterManagedMasterPassword = defineAction<State>({
	id: "rds-cluster-managed-master-password",
	title: "Let RDS manage the master password of a cluster",
	family: "rds",
	kinds: ["rds.DbCluster"],
	rules: ["rds-cluster-master-password-managed"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBClusters", "rds:DescribeBlueGreenDeployments"],
	writes: ["rds:ModifyDBCluster"],
	alsoNeeds: passwordNeeds,
	triggers: [...clusterTriggers, "RDS-EVENT-0016"],
	guards: ["Refused for Serverless v1, in global databases, for replicas and their sources, and in blue/green deployments."],
	downtime: "none; logins with the password from before fail",
	reversible: irreversible,
	async read(target, aws) {
		const cluster = await readCluster(target, aws);
		if (!("state" in cluster)) return cluster;
		const blueGreen = await inBlueGreen(target.arn, aws);
		return "unread" in blueGreen ? blueGreen : { state: { ...cluster.state, blueGreen: blueGreen.value } };
	},
	facts: ({ db }) => passwordFacts(db),
	plan({ db, blueGreen }, settings, target) {
		const { name } = target;
		const secret = db.MasterUserSecret;
		if (secret?.SecretArn !== undefined && secret.SecretStatus === "impaired")
			return refused(
				"unsupported",
				`RDS can no longer reach the secret of ${name} (${secret.SecretArn}): mend its key and policy by hand.`,
			);
		if (secret?.SecretArn !== undefined) return compliant(`RDS manages the master password of ${name}.`);
		const held = changeableCluster(db, { "serverless-v1": notOnServerlessV1 });
		if (held) return held;
		if (db.GlobalClusterIdentifier)
			return refused("unsupported", `${name} belongs to the global database ${db.GlobalClusterIdentifier}, where RDS manages no password.`);
		if (db.ReplicationSourceIdentifier)
			return refused("wrongPlace", `${name} replicates from ${db.ReplicationSourceIdentifier}, where its users come from.`);
		const replicas = db.ReadReplicaIdentifiers ?? [];
		if (replicas.length > 0)
			return refused("unsupported", `${name} has replicas (${replicas.join(", ")}), whose source RDS manages no password of.`);
		if (blueGreen) return refused("unsupported", `${name} is in a blue/green deployment, where RDS manages no password.`);
		const found = manageParameters(target.arn, settings);
		if ("kind" in found) return found;
		return planOf(
			{
				set: found.parameters,
				does: "Replace the master password with one that RDS keeps in Secrets Manager and rotates",
				back: { irreversible },
				undoes: "",
				desired: { masterPasswordManaged: true },
				risk: "high",
				notes: passwordNotes(db.MasterUsername, settings),
				hints: clusterHints("manage_master_user_password = true", "ManageMasterUserPassword: true", "manageMasterUserPassword: true"),
			},
			{
				name,
				level: "approve",
				downtime: "none; logins with the password from before fail",
				facts: passwordFacts(db),
				pending: db.PendingModifiedValues,
				call: (parameters, does) => modifyCluster(target, parameters, does),
			},
		);
	},
});
