import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { admittingRules, hbaManaged, ruleName } from "./judge/hba.ts";

export const postgresHbaNoCleartextPassword = defineRule({
	id: "postgres-hba-no-cleartext-password",
	title: "PostgreSQL asks for no password in clear (pg_hba.conf)",
	severity: "high",
	resource: "postgres.Server",
	risk: "The client sends the password itself: without TLS everybody on the way reads it, and with it the server and its extensions do.",
	recommendation: "Replace password by scram-sha-256 and reload.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(server) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		return expectNone(
			server,
			admittingRules(server)
				.filter(({ method }) => method === "password")
				.map(ruleName),
			{
				pass: "no line of pg_hba.conf asks for a password in clear",
				fail: (list) => `pg_hba.conf has passwords sent in clear by: ${list}`,
			},
		);
	},
});
