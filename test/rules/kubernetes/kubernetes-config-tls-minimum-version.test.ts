import { kubernetesConfigTlsMinimumVersion } from "../../../shared/rules/kubernetes/kubernetes-config-tls-minimum-version.ts";
import { mysqlConfig, withSettings } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigTlsMinimumVersion, {
	pass: [
		{ name: "1.2", says: 'ssl_min_protocol_version = "TLSv1.2"' },
		{ name: "1.3", with: withSettings({ ssl_min_protocol_version: "TLSv1.3" }) },
		{ name: "not set: the default", with: withSettings({ ssl_min_protocol_version: undefined }), says: 'the default is "TLSv1.2"' },
		{ name: "MySQL with both", with: mysqlConfig },
		{
			name: "MySQL with 1.3 alone where it is wanted",
			with: { ...mysqlConfig, settings: { "tls-version": "TLSv1.3" } },
			parameters: { minimumVersion: "TLSv1.3" },
		},
	],
	fail: [
		{ name: "1.1", with: withSettings({ ssl_min_protocol_version: "TLSv1.1" }), says: "it must be at least TLSv1.2" },
		{ name: "any", with: withSettings({ ssl_min_protocol_version: "''" }) },
		{ name: "1.2 where 1.3 is wanted", parameters: { minimumVersion: "TLSv1.3" } },
		{
			name: "MySQL with 1.1 among others",
			with: { ...mysqlConfig, settings: { tls_version: "TLSv1.1,TLSv1.2" } },
			says: "it must list nothing older than TLSv1.2",
		},
		{ name: "MySQL with an empty list", with: { ...mysqlConfig, settings: { tls_version: "" } } },
	],
	notApplicable: [
		{ name: "no postgresql.conf", with: { settings: undefined }, says: "PostgreSQL" },
		{ name: "no my.cnf", with: { ...mysqlConfig, settings: undefined }, says: "MySQL" },
	],
	indeterminate: [{ name: "MySQL without the setting", with: { ...mysqlConfig, settings: {} }, says: "depends on the release" }],
});
