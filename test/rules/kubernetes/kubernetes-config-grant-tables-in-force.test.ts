import { kubernetesConfigGrantTablesInForce } from "../../../shared/rules/kubernetes/kubernetes-config-grant-tables-in-force.ts";
import { mysqlConfig } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesConfigGrantTablesInForce,
	{
		pass: [
			{ name: "not set", says: 'the default is "OFF"' },
			{ name: "off", with: { settings: { skip_grant_tables: "0" } } },
			{ name: "not set in a part", with: { settings: {}, files: ["logging.cnf"] } },
		],
		fail: [
			{ name: "the bare option", with: { settings: { "skip-grant-tables": "" } }, says: "it must not be set" },
			{ name: "ON", with: { settings: { skip_grant_tables: "ON" } } },
		],
		notApplicable: [
			{ name: "PostgreSQL", with: { engine: "postgres" }, says: "holds no configuration file of MySQL" },
			{ name: "no my.cnf", with: { settings: undefined }, says: "holds no" },
		],
		indeterminate: [
			{
				name: "a line of the file was not understood",
				with: { mistakes: [{ file: "my.cnf", line: 7, reason: "syntax error" }] },
				says: 'Line 7 of "my.cnf"',
			},
		],
	},
	mysqlConfig,
);
