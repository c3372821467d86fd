import { iamRdsConnectNotMasterUsers } from "../../../shared/rules/iam/iam-rds-connect-not-master-users.ts";
import { inlinePolicy } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const as = (...users: string[]) =>
	inlinePolicy(
		"rds-db:connect",
		users.map((user) => `arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABC/${user}`),
	);

testRule(iamRdsConnectNotMasterUsers, {
	pass: [
		{ name: "an application's user", says: "not administrators" },
		{ name: "a name that only begins like an administrator", with: as("administrator", "postgres_ro") },
		{ name: "other names by the parameter", with: as("postgres"), parameters: { administrators: ["owner"] } },
	],
	fail: [
		{ name: "admin", with: as("admin"), says: "log in as admin." },
		{ name: "postgres", with: as("postgres"), says: "log in as postgres." },
		{ name: "root", with: as("root") },
		{ name: "the role of superusers", with: as("rds_superuser") },
		{ name: "the user of AWS", with: as("rdsadmin") },
		{ name: "a pattern that includes one", with: as("post*") },
		{ name: "one among others", with: as("app", "admin"), says: "log in as admin." },
		{ name: "a name of the parameter", with: as("owner"), parameters: { administrators: ["owner"] } },
	],
	notApplicable: [
		{ name: "only a wildcard", with: as("*"), says: "named user" },
		{ name: "no grant", with: { policies: [] } },
		{ name: "a role of AWS", with: { ...as("admin"), managedByAws: true } },
	],
});
