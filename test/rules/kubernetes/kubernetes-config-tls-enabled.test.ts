import { kubernetesConfigTlsEnabled } from "../../../shared/rules/kubernetes/kubernetes-config-tls-enabled.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigTlsEnabled, {
	pass: [
		{ name: "on", evidence: { setting: "ssl", value: "on" }, says: 'orders/orders-db-config sets ssl = "on"' },
		{ name: "true in quotes", with: withSettings({ ssl: "'true'" }) },
		{ name: "1", with: withSettings({ ssl: "1" }) },
		{
			name: "a mistake in pg_hba.conf does not matter here",
			with: { mistakes: [{ file: "pg_hba.conf", line: 7, reason: "syntax error" }] },
		},
	],
	fail: [
		{ name: "off", with: withSettings({ ssl: "off" }), says: 'sets ssl = "off"; it must be on' },
		{ name: "not set in a whole configuration", with: withSettings({ ssl: undefined }), says: "does not set ssl, and the default" },
		{ name: "not on, but like it", with: withSettings({ ssl: "one" }) },
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
		{
			name: "not set in a part of the configuration",
			with: { ...withSettings({ ssl: undefined }), files: ["logging.conf"] },
			says: "another part may",
		},
	],
});
