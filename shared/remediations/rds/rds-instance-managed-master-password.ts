import { defineAction } from "../action.ts";
import { compliant, refused } from "../decisions.ts";
import { planOf } from "./change.ts";
import { changeable, type InstanceState, instanceHints, instanceTriggers, modifyInstance, readInstance } from "./instance.ts";
import { inBlueGreen, irreversible, manageParameters, passwordFacts, passwordNeeds, passwordNotes } from "./master-password.ts";

interface State extends InstanceState {
	readonly blueGreen: boolean;
}

export const rdsInstanceManagedMasterPassword = defineAction<State>({
	id: "rds-instance-managed-master-password",
	title: "Let RDS manage the master password of an instance",
	family: "rds",
	kinds: ["rds.DbInstance"],
	rules: ["rds-instance-master-password-managed"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBInstances", "rds:DescribeBlueGreenDeployments"],
	writes: ["rds:ModifyDBInstance"],
	alsoNeeds: passwordNeeds,
	triggers: [...instanceTriggers, "RDS-EVENT-0016"],
	guards: [
		"Refused for sources of read replicas (except SQL Server), in blue/green deployments, and for Oracle with several tenants.",
		"Read replicas and members of clusters are refused.",
	],
	downtime: "none; logins with the password from before fail",
	reversible: irreversible,
	async read(target, aws) {
		const instance = await readInstance(target, aws);
		if (!("state" in instance)) return instance;
		const blueGreen = await inBlueGreen(target.arn, aws);
		return "unread" in blueGreen ? blueGreen : { state: { ...instance.state, blueGreen: blueGreen.value } };
	},
	facts: ({ db }) => passwordFacts(db),
	plan({ db, blueGreen }, settings, target) {
		const { name } = target;
		if (db.MasterUserSecret?.SecretArn !== undefined) return compliant(`RDS manages the master password of ${name}.`);
		const held = changeable(db, {});
		if (held) return held;
		const replicas = [...(db.ReadReplicaDBInstanceIdentifiers ?? []), ...(db.ReadReplicaDBClusterIdentifiers ?? [])];
		if (replicas.length > 0 && !db.Engine?.startsWith("sqlserver-"))
			return refused("unsupported", `${name} has read replicas (${replicas.join(", ")}), whose source RDS manages no password of.`);
		if (blueGreen) return refused("unsupported", `${name} is in a blue/green deployment, where RDS manages no password.`);
		if (db.MultiTenant) return refused("unsupported", `${name} holds several tenant databases, each with a password of its own.`);
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
				hints: instanceHints(db, "manage_master_user_password = true", "ManageMasterUserPassword: true", "manageMasterUserPassword: true"),
			},
			{
				name,
				level: "approve",
				downtime: "none; logins with the password from before fail",
				facts: passwordFacts(db),
				pending: db.PendingModifiedValues,
				call: (parameters, does) => modifyInstance(target, parameters, does),
			},
		);
	},
});
