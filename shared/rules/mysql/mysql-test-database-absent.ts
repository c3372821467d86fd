import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const mysqlTestDatabaseAbsent = defineRule({
	id: "mysql-test-database-absent",
	title: "MySQL has no database test",
	severity: "low",
	resource: "mysql.Server",
	risk: "Old installations let everybody write the database test, and databases whose names begin like it.",
	recommendation: "DROP DATABASE test, and run mysql_secure_installation.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html"],
	related: {},
	evaluate(server) {
		return expectNone(
			server,
			need(server.databases).filter((name) => name.toLowerCase() === "test"),
			{
				pass: "there is no database test",
				fail: () => "there is a database test",
			},
		);
	},
});
