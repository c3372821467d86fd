import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresRiskyExtensionsAbsent = defineRule({
	id: "postgres-risky-extensions-absent",
	title: "No extension reaches out of the database",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Such extensions open connections to other servers or read files of the host: whoever can call them uses the database as a bridge.",
	recommendation: "DROP EXTENSION for what is not needed, or allow it here and revoke its functions from PUBLIC.",
	links: ["https://www.postgresql.org/docs/current/contrib.html"],
	related: {},
	parameters: {
		riskyExtensions: strings(
			["adminpack", "dblink", "file_fdw", "lo", "pageinspect", "plperlu", "plpython3u", "plpythonu", "pltclu", "xml2"],
			"Extensions that must not be installed.",
		),
	},
	evaluate(server, { parameters }) {
		const found = need(server.extensions).flatMap(({ name }) => (parameters.riskyExtensions.includes(name) ? [name] : []));
		return expectNone(server, found, {
			pass: "no risky extension is installed",
			fail: (list) => `risky extensions are installed: ${list}`,
		});
	},
});
