import { kubernetesConfigSecureFilePrivSet } from "../../../shared/rules/kubernetes/kubernetes-config-secure-file-priv-set.ts";
import { mysqlConfig } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesConfigSecureFilePrivSet,
	{
		pass: [{ name: "NULL" }, { name: "a directory", with: { settings: { "secure-file-priv": "/var/lib/mysql-files" } } }],
		fail: [
			{ name: "empty", with: { settings: { secure_file_priv: '""' } }, says: "it must be NULL or name a directory" },
			{ name: "the root", with: { settings: { secure_file_priv: "/" } } },
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
			{ name: "not set", with: { settings: {} }, says: "depends on the release" },
		],
	},
	mysqlConfig,
);
