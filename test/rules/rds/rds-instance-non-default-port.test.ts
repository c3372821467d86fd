import { rdsInstanceNonDefaultPort } from "../../../shared/rules/rds/rds-instance-non-default-port.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceNonDefaultPort, {
	pass: [
		{ name: "a port of one's own", says: "listens on 15432", evidence: { port: 15432 } },
		{ name: "the default port of another engine", with: { port: 3306 } },
	],
	fail: [
		{ name: "PostgreSQL", with: { port: 5432 }, says: "5432, the default port of postgres", evidence: { port: 5432 } },
		{ name: "MySQL", with: { engine: "mysql", port: 3306 } },
		{ name: "MariaDB", with: { engine: "mariadb", port: 3306 } },
		{ name: "Oracle", with: { engine: "oracle-se2", port: 1521 } },
		{ name: "SQL Server", with: { engine: "sqlserver-ex", port: 1433 } },
		{ name: "Db2", with: { engine: "db2-se", port: 50000 } },
	],
	notApplicable: [
		{ name: "no endpoint yet", with: { status: "creating", port: undefined }, says: "no port yet" },
		{ name: "an engine of the future", with: { engine: "cobol", port: 5432 }, says: "cobol" },
		{
			name: "a member of a cluster",
			with: { engine: "aurora-postgresql", port: 5432, clusterId: "ledger" },
			says: "judged on its cluster",
		},
	],
	indeterminate: [{ name: "AWS named no port", with: { port: undefined }, says: "Endpoint.Port" }],
});
