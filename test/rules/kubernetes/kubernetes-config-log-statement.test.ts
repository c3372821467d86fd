import { kubernetesConfigLogStatement } from "../../../shared/rules/kubernetes/kubernetes-config-log-statement.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigLogStatement, {
	pass: [
		{ name: "ddl" },
		{ name: "mod", with: withSettings({ log_statement: "'mod'" }) },
		{ name: "all", with: withSettings({ log_statement: "all" }) },
		{ name: "none where pgaudit stands in", with: withSettings({ log_statement: "none" }), parameters: { allowedStatements: ["none"] } },
	],
	fail: [
		{ name: "none", with: withSettings({ log_statement: "none" }), says: "it must be one of ddl, mod, all" },
		{ name: "not set", with: withSettings({ log_statement: undefined }), says: 'the default is "none"' },
	],
	notApplicable: [
		{ name: "MySQL", with: { engine: "mysql" }, says: "holds no configuration file of PostgreSQL" },
		{ name: "no postgresql.conf", with: { settings: undefined, files: ["pg_hba.conf"] }, says: "orders/orders-db-config holds no" },
	],
	indeterminate: [
		{
			name: "a line of the file was not understood",
			with: { mistakes: [{ file: "postgresql.conf", line: 7, reason: "syntax error" }] },
			says: 'Line 7 of "postgresql.conf"',
		},
	],
});
