import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { admittingRules, hbaManaged, isWide, ruleName } from "./judge/hba.ts";

export const postgresHbaReplicationScoped = defineRule({
	id: "postgres-hba-replication-scoped",
	title: "PostgreSQL admits replication from chosen hosts only (pg_hba.conf)",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Whoever has the password of the replication role copies the whole cluster from anywhere in the range.",
	recommendation: "Name the addresses of the standbys in the lines for replication, and reload.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	parameters: {
		minimumPrefix4: integer(24, "Shortest IPv4 prefix that is not wide.", { minimum: 0, maximum: 32 }),
		minimumPrefix6: integer(64, "Shortest IPv6 prefix that is not wide.", { minimum: 0, maximum: 128 }),
	},
	evaluate(server, { parameters }) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		return expectNone(
			server,
			admittingRules(server)
				.filter((rule) => rule.databases.includes("replication") && isWide(rule, parameters.minimumPrefix4, parameters.minimumPrefix6))
				.map(ruleName),
			{
				pass: "pg_hba.conf admits replication from small ranges only",
				fail: (list) => `pg_hba.conf admits replication from wide ranges by: ${list}`,
			},
		);
	},
});
