import { kubernetesConfigLocalInfileOff } from "../../../shared/rules/kubernetes/kubernetes-config-local-infile-off.ts";
import { mysqlConfig } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesConfigLocalInfileOff,
	{
		pass: [{ name: "OFF" }, { name: "0", with: { settings: { "local-infile": "0" } } }],
		fail: [
			{ name: "ON", with: { settings: { local_infile: "ON" } }, says: "it must be OFF" },
			{ name: "the bare option", with: { settings: { "local-infile": "" } } },
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
			{ name: "not set: MariaDB's default is ON, MySQL's OFF", with: { settings: {} }, says: "depends on the release" },
		],
	},
	mysqlConfig,
);
