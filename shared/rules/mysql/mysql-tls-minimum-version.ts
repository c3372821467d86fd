import { defineRule } from "../../core/rule.ts";
import { items, judgeVariable } from "./judge/variables.ts";

export const mysqlTlsMinimumVersion = defineRule({
	id: "mysql-tls-minimum-version",
	title: "MySQL server accepts no TLS older than 1.2",
	severity: "medium",
	resource: "mysql.Server",
	risk: "TLS 1.0 and 1.1 have known weaknesses and a client can be talked into using them; an empty list switches TLS off.",
	recommendation: "Set tls_version = 'TLSv1.2,TLSv1.3' and restart.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/encrypted-connection-protocols-ciphers.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(
			server,
			"tls_version",
			(value) => items(value).length > 0 && items(value).every((version) => version === "tlsv1.2" || version === "tlsv1.3"),
			"list TLSv1.2 and TLSv1.3 only",
		);
	},
});
