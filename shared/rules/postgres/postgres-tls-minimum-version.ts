import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { isTlsAtLeast } from "../judge/tls-version.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresTlsMinimumVersion = defineRule({
	id: "postgres-tls-minimum-version",
	title: "PostgreSQL accepts no TLS older than 1.2",
	severity: "medium",
	resource: "postgres.Server",
	risk: "TLS 1.0 and 1.1 have known weaknesses and a client can be talked into using them.",
	recommendation: "Set ssl_min_protocol_version to TLSv1.2 or TLSv1.3 and reload the server.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	parameters: { minimumVersion: string("TLSv1.2", "The oldest protocol version that is accepted.", ["TLSv1.2", "TLSv1.3"]) },
	evaluate(server, { parameters }) {
		return judgeSetting(
			server,
			"ssl_min_protocol_version",
			(value) => isTlsAtLeast(value, parameters.minimumVersion),
			`be at least ${parameters.minimumVersion}`,
		);
	},
});
