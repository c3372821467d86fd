import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { items } from "../judge/setting-values.ts";
import { isTlsAtLeast } from "../judge/tls-version.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigTlsMinimumVersion = defineRule({
	id: "kubernetes-config-tls-minimum-version",
	title: "ConfigMap of a database accepts no TLS older than 1.2",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "TLS 1.0 and 1.1 have known weaknesses and a client can be talked into using them.",
	recommendation:
		"Set ssl_min_protocol_version = TLSv1.2 in postgresql.conf, or tls_version = TLSv1.2,TLSv1.3 in my.cnf, and roll the pods.",
	links: [
		"https://www.postgresql.org/docs/current/runtime-config-connection.html",
		"https://dev.mysql.com/doc/refman/8.4/en/encrypted-connection-protocols-ciphers.html",
	],
	related: {},
	parameters: { minimumVersion: string("TLSv1.2", "The oldest protocol version that is accepted.", ["TLSv1.2", "TLSv1.3"]) },
	evaluate(config, { parameters: { minimumVersion } }) {
		if (config.engine === "mysql")
			return judgeConfig(config, {
				engine: "mysql",
				name: "tls_version",
				secure: (value) => items(value).length > 0 && items(value).every((version) => isTlsAtLeast(version, minimumVersion)),
				must: `list nothing older than ${minimumVersion}`,
			});
		return judgeConfig(config, {
			engine: "postgres",
			name: "ssl_min_protocol_version",
			// Since PostgreSQL 12, the oldest release that knows the setting.
			byDefault: "TLSv1.2",
			secure: (value) => isTlsAtLeast(value, minimumVersion),
			must: `be at least ${minimumVersion}`,
		});
	},
});
