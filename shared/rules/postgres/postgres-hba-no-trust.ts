import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { admittingRules, hbaManaged, ruleName } from "./judge/hba.ts";

export const postgresHbaNoTrust = defineRule({
	id: "postgres-hba-no-trust",
	title: "PostgreSQL trusts nobody without proof (pg_hba.conf)",
	severity: "critical",
	resource: "postgres.Server",
	risk: "Whoever reaches the port, or the socket, is any user that they claim to be, superusers included.",
	recommendation: "Replace trust by scram-sha-256, or by peer on the local socket, and reload.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(server) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		return expectNone(
			server,
			admittingRules(server)
				.filter(({ method }) => method === "trust")
				.map(ruleName),
			{
				pass: "no line of pg_hba.conf trusts",
				fail: (list) => `pg_hba.conf lets in without any proof by: ${list}`,
			},
		);
	},
});
