import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { admittingRules, hbaManaged, ruleName } from "./judge/hba.ts";

export const postgresHbaNoMd5 = defineRule({
	id: "postgres-hba-no-md5",
	title: "PostgreSQL accepts no MD5 passwords (pg_hba.conf)",
	severity: "medium",
	resource: "postgres.Server",
	risk: "A stolen MD5 hash logs in by itself, and one that was overheard without TLS is cracked quickly.",
	recommendation: "Have all passwords set again under scram-sha-256, then replace md5 by scram-sha-256 and reload.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(server) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		return expectNone(
			server,
			admittingRules(server)
				.filter(({ method }) => method === "md5")
				.map(ruleName),
			{
				pass: "no line of pg_hba.conf accepts MD5",
				fail: (list) => `pg_hba.conf accepts MD5 passwords by: ${list}`,
			},
		);
	},
});
