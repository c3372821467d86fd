import { rdsInstanceIamAuthentication } from "../../../shared/rules/rds/rds-instance-iam-authentication.ts";
import { testRule } from "../../support/rule-table.ts";

const off = (engine: string, engineVersion?: string) => ({ engine, engineVersion, iamAuthentication: false });

testRule(rdsInstanceIamAuthentication, {
	pass: [
		{ name: "on", says: "accepts IAM", evidence: { iamAuthentication: true } },
		{ name: "on for a MariaDB of unknown version", with: { engine: "mariadb", engineVersion: undefined } },
	],
	fail: [
		{
			name: "off for PostgreSQL",
			with: off("postgres"),
			says: "does not accept",
			evidence: { iamAuthentication: false, engine: "postgres" },
		},
		{ name: "off for MySQL", with: off("mysql", "5.7.44") },
		{ name: "off for MariaDB 10.6", with: off("mariadb", "10.6") },
		{ name: "off for MariaDB 11.4", with: off("mariadb", "11.4.3") },
	],
	notApplicable: [
		{ name: "Oracle", with: off("oracle-ee"), says: "oracle-ee" },
		{ name: "SQL Server", with: off("sqlserver-se"), says: "sqlserver-se" },
		{ name: "Db2", with: off("db2-se"), says: "db2-se" },
		{ name: "MariaDB before 10.6", with: off("mariadb", "10.5.25"), says: "before 10.6" },
		{ name: "a member of a cluster", with: { ...off("aurora-postgresql"), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { iamAuthentication: undefined }, says: "IAMDatabaseAuthenticationEnabled" },
		{ name: "a MariaDB of unknown version", with: off("mariadb"), says: "EngineVersion" },
	],
});
