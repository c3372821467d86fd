import { refused } from "../decisions.ts";
import { clusterHints, notOnServerlessV1 } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";
import { iamClusterEngines } from "./engines.ts";

/** AWS puts the change off to the window unless the call says ApplyImmediately. */
export const rdsClusterIamAuthentication = clusterSetting({
	id: "rds-cluster-iam-authentication",
	title: "Let a cluster accept IAM authentication",
	rules: ["rds-cluster-iam-authentication"],
	controls: ["rds-cluster-iam-authentication-enabled", "RDS.12"],
	level: "auto",
	exceptions: { "serverless-v1": notOnServerlessV1 },
	guards: ["Refused while other changes wait for the maintenance window.", "Engines without IAM authentication are refused."],
	facts: (db) => ({ iamAuthentication: db.IAMDatabaseAuthenticationEnabled ?? null }),
	met: (db) =>
		db.IAMDatabaseAuthenticationEnabled === undefined
			? { missing: "IAMDatabaseAuthenticationEnabled" }
			: db.IAMDatabaseAuthenticationEnabled,
	is: "accepts IAM authentication",
	waits: ({ PendingModifiedValues: pending }) => pending?.IAMDatabaseAuthenticationEnabled === true,
	change: (db) => {
		if (!iamClusterEngines.includes(db.Engine ?? ""))
			return refused("unsupported", `${db.DBClusterIdentifier} runs ${db.Engine}, which has no IAM database authentication.`);
		return {
			set: { EnableIAMDatabaseAuthentication: true },
			does: "Turn IAM database authentication on",
			back: { EnableIAMDatabaseAuthentication: false },
			undoes: "Turn IAM database authentication off",
			desired: { iamAuthentication: true },
			immediately: true,
			notes: [
				"Passwords go on to work: a user changes over when it is granted rds_iam (PostgreSQL) or made with AWSAuthenticationPlugin (MySQL).",
				"Members with little memory may run short: IAM authentication needs some.",
			],
			hints: clusterHints(
				"iam_database_authentication_enabled = true",
				"EnableIAMDatabaseAuthentication: true",
				"iamDatabaseAuthenticationEnabled: true",
			),
		};
	},
});
