import { rdsClusterNonDefaultPort } from "../../../shared/rules/rds/rds-cluster-non-default-port.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterNonDefaultPort, {
	pass: [
		{ name: "a port of its own", says: "15432", evidence: { port: 15_432 } },
		{ name: "the default of another engine", with: { port: 3306 } },
		{ name: "Aurora MySQL on the port of PostgreSQL", with: { engine: "aurora-mysql", port: 5432 } },
	],
	fail: [
		{ name: "Aurora PostgreSQL", with: { port: 5432 }, says: "default port of aurora-postgresql", evidence: { port: 5432 } },
		{ name: "Aurora MySQL", with: { engine: "aurora-mysql", port: 3306 } },
		{ name: "PostgreSQL", with: { engine: "postgres", port: 5432 } },
		{ name: "MySQL", with: { engine: "mysql", port: 3306 } },
	],
	notApplicable: [
		{ name: "an engine that we do not know", with: { engine: "neptune", port: 8182 }, says: "neptune, which has no default port" },
	],
	indeterminate: [{ name: "AWS did not say", with: { port: undefined }, says: "Port" }],
});
