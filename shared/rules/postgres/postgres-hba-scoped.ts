import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { admittingRules, hbaManaged, isWide, ruleName } from "./judge/hba.ts";

export const postgresHbaScoped = defineRule({
	id: "postgres-hba-scoped",
	title: "PostgreSQL does not admit everybody to everything from wide ranges (pg_hba.conf)",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Every login, those of administrators included, can be tried from a large network.",
	recommendation: "Name databases, users and the networks of the applications in each line, and reload.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	parameters: {
		minimumPrefix4: integer(16, "Shortest IPv4 prefix that is not wide.", { minimum: 0, maximum: 32 }),
		minimumPrefix6: integer(48, "Shortest IPv6 prefix that is not wide.", { minimum: 0, maximum: 128 }),
	},
	evaluate(server, { parameters }) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		return expectNone(
			server,
			admittingRules(server)
				.filter(
					(rule) =>
						rule.databases.includes("all") &&
						rule.users.includes("all") &&
						isWide(rule, parameters.minimumPrefix4, parameters.minimumPrefix6),
				)
				.map(ruleName),
			{
				pass: "no line of pg_hba.conf admits everybody to everything from a wide range",
				fail: (list) => `pg_hba.conf admits everybody to everything from wide ranges by: ${list}`,
			},
		);
	},
});
