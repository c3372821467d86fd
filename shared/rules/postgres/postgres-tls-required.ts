import { defineRule } from "../../core/rule.ts";
import { fail } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { plaintextRules, ruleName, usableRules } from "./judge/hba.ts";
import { onRds } from "./judge/roles.ts";
import { isOn, judgeSetting, settingValue } from "./judge/settings.ts";

export const postgresTlsRequired = defineRule({
	id: "postgres-tls-required",
	title: "PostgreSQL admits no session without TLS from other hosts",
	severity: "high",
	resource: "postgres.Server",
	risk: "A client that forgets TLS, or is talked out of it, sends its password and data in clear and nobody notices.",
	recommendation:
		'On RDS set rds.force_ssl = 1. Elsewhere write hostssl instead of host in pg_hba.conf, or put "hostnossl all all all reject" first, and reload.',
	links: [
		"https://www.postgresql.org/docs/current/auth-pg-hba-conf.html",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.Requiring.html",
	],
	related: {},
	evaluate(server) {
		if (onRds(server)) return judgeSetting(server, "rds.force_ssl", (value) => value === "1" || value === "on", "be 1");
		if (!isOn(settingValue(server, "ssl"))) return fail(`${server.name} does not offer TLS at all.`, { ssl: "off" });
		return expectNone(server, plaintextRules(usableRules(server)).map(ruleName), {
			pass: "pg_hba.conf admits other hosts with TLS only",
			fail: (list) => `pg_hba.conf admits sessions without TLS by ${list}`,
		});
	},
});
