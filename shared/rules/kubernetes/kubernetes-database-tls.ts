import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { byOperator, databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";
import { hidingPlace, mysqlTls, postgresTls } from "./judge/server-tls.ts";

export const kubernetesDatabaseTls = defineRule({
	id: "kubernetes-database-tls",
	title: "Database in a pod uses TLS",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Passwords, queries and results cross the pod network in clear for whoever can listen.",
	recommendation:
		"Mount a server certificate; for PostgreSQL set ssl = on (Bitnami: POSTGRESQL_ENABLE_TLS=yes), for MySQL and MariaDB require_secure_transport = ON.",
	links: [
		"https://www.postgresql.org/docs/current/ssl-tcp.html",
		"https://dev.mysql.com/doc/refman/8.4/en/using-encrypted-connections.html",
	],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		if (database.by === "operator") return byOperator(workload);
		const called = nameOf(workload);
		const isPostgres = database.engine === "postgres";
		if (!isPostgres && database.engine !== "mysql" && database.engine !== "mariadb")
			return notApplicable(`How ${called} (${database.engine}) is told to use TLS is not judged.`);
		const found = isPostgres ? postgresTls(workload) : mysqlTls(workload);
		const evidence = { engine: database.engine, setting: found?.name ?? null, value: found?.value.slice(0, 200) ?? null };
		if (found) {
			const fact = `${called} sets ${found.name} = ${quoted(found.value)}`;
			if (!found.on) return fail(`${fact}.`, evidence);
			// Without skip_ssl TLS is offered, and plaintext is taken all the same.
			return found.name === "skip_ssl" ? fail(`${called} offers TLS but takes plaintext.`, evidence) : pass(`${fact}.`, evidence);
		}
		const place = hidingPlace(workload, database);
		if (place !== undefined) throw new Unobserved(`${called} has no setting of TLS that is seen, but ${place} may set it.`);
		return isPostgres
			? fail(`${called} has nothing that switches TLS on, which is off by default.`, evidence)
			: fail(`${called} has nothing that makes it refuse plaintext, which it takes by default.`, evidence);
	},
});
