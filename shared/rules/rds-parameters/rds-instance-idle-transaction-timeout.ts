import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { idleTransactionTimeout } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceIdleTransactionTimeout = defineRule({
	id: "rds-instance-idle-transaction-timeout",
	title: "RDS DB instance ends sessions that idle in a transaction (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A session left open inside a transaction holds locks, keeps dead rows from being removed and can be taken over.",
	recommendation: "Set idle_in_transaction_session_timeout in the DB parameter group to a number of milliseconds above 0.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html"],
	related: {},
	parameters: {
		maximumMilliseconds: integer(86_400_000, "Longest idle time in a transaction, in milliseconds.", {
			minimum: 1,
			maximum: 2_147_483_647,
		}),
	},
	evaluate: (db, { parameters }) => judgeInstance(db, idleTransactionTimeout(parameters.maximumMilliseconds)),
});
