import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const mysqlSessionsNotRoot = defineRule({
	id: "mysql-sessions-not-root",
	title: "No session over the network belongs to root of MySQL",
	severity: "medium",
	resource: "mysql.Server",
	risk: "A flaw in the application gives away the whole server; an account that is shared says nothing of who did what.",
	recommendation: "Give applications and people accounts of their own with the grants that they need.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/performance-schema-threads-table.html"],
	related: {},
	evaluate(server) {
		const found = need(server.sessions).filter(({ user, transport }) => user === "root" && transport !== "local");
		return expectNone(
			server,
			found.map(({ user, host, id }) => `${user} from ${host} (id ${id})`),
			{
				pass: "no network session belongs to root",
				fail: (list) => `network sessions belong to root: ${list}`,
			},
		);
	},
});
