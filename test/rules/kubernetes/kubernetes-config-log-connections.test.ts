import { kubernetesConfigLogConnections } from "../../../shared/rules/kubernetes/kubernetes-config-log-connections.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigLogConnections, {
	pass: [
		{ name: "on" },
		{ name: "yes", with: withSettings({ log_connections: "yes" }) },
		{ name: "all", with: withSettings({ log_connections: "'all'" }) },
		{ name: "the two aspects", with: withSettings({ log_connections: "'authentication, authorization'" }) },
	],
	fail: [
		{ name: "off", with: withSettings({ log_connections: "off" }) },
		{ name: "one aspect", with: withSettings({ log_connections: "authentication" }) },
		{ name: "receipt alone", with: withSettings({ log_connections: "receipt" }) },
		{ name: "not set", with: withSettings({ log_connections: undefined }), says: 'the default is "off"' },
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
