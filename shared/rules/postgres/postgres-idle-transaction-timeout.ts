import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { integerOf, judgeSetting } from "./judge/settings.ts";

export const postgresIdleTransactionTimeout = defineRule({
	id: "postgres-idle-transaction-timeout",
	title: "Sessions that idle in a transaction are ended",
	severity: "low",
	resource: "postgres.Server",
	risk: "A forgotten transaction holds locks and old row versions until tables bloat and the service stands still.",
	recommendation: "Set idle_in_transaction_session_timeout to ten minutes or so and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-client.html"],
	related: {},
	parameters: { maximumMinutes: integer(60, "Longest time-out that is accepted, in minutes.", { minimum: 1, maximum: 10080 }) },
	evaluate(server, { parameters }) {
		return judgeSetting(
			server,
			"idle_in_transaction_session_timeout",
			(value) =>
				integerOf(value, "idle_in_transaction_session_timeout") > 0 &&
				integerOf(value, "idle_in_transaction_session_timeout") <= parameters.maximumMinutes * 60_000,
			`be from 1 to ${parameters.maximumMinutes * 60_000} milliseconds`,
		);
	},
});
