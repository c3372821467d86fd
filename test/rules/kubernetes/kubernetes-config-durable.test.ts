import { kubernetesConfigDurable } from "../../../shared/rules/kubernetes/kubernetes-config-durable.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigDurable, {
	pass: [
		{ name: "the defaults", says: "does not set fsync" },
		{ name: "both on", with: withSettings({ fsync: "on", full_page_writes: "true" }), says: 'sets fsync = "on"' },
	],
	fail: [
		{ name: "fsync off", with: withSettings({ fsync: "off" }), says: 'sets fsync = "off"' },
		{ name: "full_page_writes off", with: withSettings({ full_page_writes: "off" }), says: 'sets full_page_writes = "off"' },
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
