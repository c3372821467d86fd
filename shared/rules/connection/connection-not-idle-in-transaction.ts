import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionNotIdleInTransaction = defineRule({
	id: "connection-not-idle-in-transaction",
	title: "Services do not leave transactions open",
	severity: "low",
	resource: "database.Connection",
	risk: "An idle transaction holds its locks and keeps dead rows from being removed, until the database stands still.",
	recommendation: "Repair the service that is named so that it ends its transactions, and set idle_in_transaction_session_timeout.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-client.html"],
	related: {},
	parameters: { idleMinutes: integer(60, "Minutes that a session may idle in a transaction.", { minimum: 1, maximum: 10080 }) },
	evaluate(connection, { now, parameters: { idleMinutes } }) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, engine, idleInTransactionSince: since } = connection;
		if (engine !== "postgres") return notApplicable(`${name}: transactions of MySQL and MariaDB are not read.`);
		return since !== undefined && (now - Date.parse(since)) / 60_000 > idleMinutes
			? fail(`${name} idles in a transaction since ${since}.`, { idleInTransactionSince: since, idleMinutes })
			: pass(`${name} idles in no transaction for more than ${idleMinutes} minutes.`, {
					idleInTransactionSince: since ?? null,
					idleMinutes,
				});
	},
});
