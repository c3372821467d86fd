import { kubernetesConfigLogLinePrefix } from "../../../shared/rules/kubernetes/kubernetes-config-log-line-prefix.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigLogLinePrefix, {
	pass: [
		{ name: "everything" },
		{ name: "with widths", with: withSettings({ log_line_prefix: "'%t %-10p %u %d %r '" }) },
		{ name: "JSON", with: withSettings({ log_destination: "'jsonlog'", log_line_prefix: "" }), says: "log_destination" },
		{ name: "CSV beside stderr", with: withSettings({ log_destination: "stderr,csvlog", log_line_prefix: "" }), says: "log_destination" },
	],
	fail: [
		{ name: "no host", with: withSettings({ log_line_prefix: "%m [%p] %u@%d " }), says: "carry time, process" },
		{ name: "no user", with: withSettings({ log_line_prefix: "%m [%p] %d %h " }) },
		{ name: "no time", with: withSettings({ log_line_prefix: "[%p] %u@%d %h " }) },
		{
			name: "the default",
			with: withSettings({ log_line_prefix: undefined, log_destination: "stderr" }),
			says: 'the default is "%m [%p] "',
		},
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
