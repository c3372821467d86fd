import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresUntrustedLanguagesAbsent = defineRule({
	id: "postgres-untrusted-languages-absent",
	title: "No untrusted procedural language is installed",
	severity: "high",
	resource: "postgres.Server",
	risk: "Functions in such a language run with the rights of the server process, outside of the control of the database.",
	recommendation: "DROP EXTENSION plpython3u (plperlu, \u2026), and move the functions to a trusted language or out of the database.",
	links: ["https://www.postgresql.org/docs/current/sql-createlanguage.html"],
	related: {},
	evaluate(server) {
		const found = need(server.languages).flatMap(({ name, trusted }) => (trusted ? [] : [name]));
		return expectNone(server, found, {
			pass: "every procedural language is trusted",
			fail: (list) => `untrusted languages are installed: ${list}`,
		});
	},
});
