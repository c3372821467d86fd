import { refused } from "../decisions.ts";
import { isSmall, lacksIamAuthentication } from "./engines.ts";
import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** AWS puts the change off to the window unless the call says ApplyImmediately. */
export const rdsInstanceIamAuthentication = instanceSetting({
	id: "rds-instance-iam-authentication",
	title: "Let an instance accept IAM authentication",
	rules: ["rds-instance-iam-authentication"],
	controls: ["rds-instance-iam-authentication-enabled", "RDS.10"],
	level: "auto",
	takers: { replicas: true },
	guards: ["Refused while other changes wait for the maintenance window.", "Engines without IAM authentication are refused."],
	facts: (db) => ({ iamAuthentication: db.IAMDatabaseAuthenticationEnabled ?? null }),
	met: (db) =>
		db.IAMDatabaseAuthenticationEnabled === undefined
			? { missing: "IAMDatabaseAuthenticationEnabled" }
			: db.IAMDatabaseAuthenticationEnabled,
	is: "accepts IAM authentication",
	waits: ({ PendingModifiedValues: pending }) => pending?.IAMDatabaseAuthenticationEnabled === true,
	change: (db) => {
		const name = db.DBInstanceIdentifier ?? "The instance";
		const lack = lacksIamAuthentication(db.Engine ?? "", db.EngineVersion);
		if (lack) return refused("unsupported", `${name} cannot have it: ${lack}.`);
		return {
			set: { EnableIAMDatabaseAuthentication: true },
			does: "Turn IAM database authentication on",
			back: { EnableIAMDatabaseAuthentication: false },
			undoes: "Turn IAM database authentication off",
			desired: { iamAuthentication: true },
			immediately: true,
			notes: [
				"Passwords go on to work: a user changes over when it is granted rds_iam (PostgreSQL) or made with AWSAuthenticationPlugin (MySQL, MariaDB).",
				...(isSmall(db.DBInstanceClass ?? "") ? [`${db.DBInstanceClass} has little memory, of which IAM authentication needs some.`] : []),
			],
			hints: instanceHints(
				db,
				"iam_database_authentication_enabled = true",
				"EnableIAMDatabaseAuthentication: true",
				"iamDatabaseAuthenticationEnabled: true",
			),
		};
	},
});
