import { kubernetesConfigLogDisconnections } from "../../../shared/rules/kubernetes/kubernetes-config-log-disconnections.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigLogDisconnections, {
	pass: [{ name: "on" }, { name: "true", with: withSettings({ log_disconnections: "true" }) }],
	fail: [
		{ name: "off", with: withSettings({ log_disconnections: "off" }), says: "it must be on" },
		{ name: "not set", with: withSettings({ log_disconnections: undefined }), says: 'the default is "off"' },
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
