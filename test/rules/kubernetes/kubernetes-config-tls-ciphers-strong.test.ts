import { kubernetesConfigTlsCiphersStrong } from "../../../shared/rules/kubernetes/kubernetes-config-tls-ciphers-strong.ts";
import { withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigTlsCiphersStrong, {
	pass: [
		{ name: "strong suites" },
		{ name: "strong suites in quotes", with: withSettings({ ssl_ciphers: "'ECDHE-RSA-AES256-GCM-SHA384'" }) },
	],
	fail: [
		{
			name: "a list that is very long",
			with: withSettings({ ssl_ciphers: `${"A".repeat(300)}:RC4` }),
			evidence: { value: "A".repeat(200) },
		},
		{ name: "3DES", with: withSettings({ ssl_ciphers: "HIGH:3DES:!aNULL" }) },
		{ name: "anonymous suites", with: withSettings({ ssl_ciphers: "HIGH" }) },
		{ name: "the default", with: withSettings({ ssl_ciphers: undefined }), says: "HIGH:MEDIUM:+3DES:!aNULL" },
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
