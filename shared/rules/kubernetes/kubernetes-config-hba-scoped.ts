import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { isWide } from "../postgres/judge/hba.ts";
import { judgeHba } from "./judge/config.ts";

export const kubernetesConfigHbaScoped = defineRule({
	id: "kubernetes-config-hba-scoped",
	title: "ConfigMap of PostgreSQL does not admit everybody to everything from wide ranges",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Every login, those of administrators included, can be tried from all of the cluster or beyond it.",
	recommendation: "Name databases, users and the network of the pods in each line of pg_hba.conf, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	parameters: {
		minimumPrefix4: integer(16, "Shortest IPv4 prefix that is not wide.", { minimum: 0, maximum: 32 }),
		minimumPrefix6: integer(48, "Shortest IPv6 prefix that is not wide.", { minimum: 0, maximum: 128 }),
	},
	evaluate(config, { parameters }) {
		return judgeHba(
			config,
			(lines) =>
				lines.filter(
					(line) =>
						line.method !== "reject" &&
						line.databases.includes("all") &&
						line.users.includes("all") &&
						isWide(line, parameters.minimumPrefix4, parameters.minimumPrefix6),
				),
			{
				pass: "no line of pg_hba.conf admits everybody to everything from a wide range",
				fail: (list) => `pg_hba.conf admits everybody to everything from wide ranges by: ${list}`,
			},
		);
	},
});
