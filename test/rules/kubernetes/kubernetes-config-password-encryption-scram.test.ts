import { kubernetesConfigPasswordEncryptionScram } from "../../../shared/rules/kubernetes/kubernetes-config-password-encryption-scram.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigPasswordEncryptionScram, {
	pass: [
		{ name: "SCRAM", says: "scram-sha-256" },
		{ name: "SCRAM in quotes", with: withSettings({ password_encryption: "'scram-sha-256'" }) },
	],
	fail: [
		{ name: "MD5", with: withSettings({ password_encryption: "md5" }), says: 'sets password_encryption = "md5"' },
		{ name: "on, which meant MD5", with: withSettings({ password_encryption: "on" }) },
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
			name: "not set, in a whole configuration",
			with: withSettings({ password_encryption: undefined }),
			says: "from PostgreSQL 14 on only",
		},
	],
});
