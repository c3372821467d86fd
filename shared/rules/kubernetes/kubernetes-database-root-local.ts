import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { byOperator, databaseContainers, databaseOf, noDatabase } from "./judge/database.ts";
import { isOfficial } from "./judge/image.ts";
import { nameOf } from "./judge/name.ts";
import { needAllVariables, variableOf } from "./judge/server.ts";

export const kubernetesDatabaseRootLocal = defineRule({
	id: "kubernetes-database-root-local",
	title: "MySQL in a pod admits root from its own host only",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "The account that may do everything can be tried from every pod of the cluster.",
	recommendation: "Set MYSQL_ROOT_HOST=localhost (MariaDB: MARIADB_ROOT_HOST), and drop 'root'@'%' where the database exists already.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/account-names.html"],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		const called = nameOf(workload);
		const { engine } = database;
		if (engine !== "mysql" && engine !== "mariadb") return notApplicable(`${called} is no MySQL.`);
		if (database.by === "operator") return byOperator(workload);
		const host = variableOf(workload, "MARIADB_ROOT_HOST") ?? variableOf(workload, "MYSQL_ROOT_HOST");
		if (host !== undefined)
			return /^(localhost|127\.0\.0\.1|::1)$/.test(host)
				? pass(`${called} admits root from ${host} alone.`, { host })
				: fail(`${called} admits root from ${quoted(host)}.`, { host });
		needAllVariables(workload, "the host of root");
		if (!databaseContainers(workload).every(({ image }) => isOfficial(image, engine)))
			throw new Unobserved(`${called} leaves it to its image from where root may log in.`);
		return fail(`${called} admits root from everywhere, which the official image does unless it is told otherwise.`, { host: null });
	},
});
