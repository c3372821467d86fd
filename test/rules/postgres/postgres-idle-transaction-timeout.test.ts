import { postgresIdleTransactionTimeout } from "../../../shared/rules/postgres/postgres-idle-transaction-timeout.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresIdleTransactionTimeout, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "1", with: changed({ idle_in_transaction_session_timeout: "1" }) },
		{ name: "3600000", with: changed({ idle_in_transaction_session_timeout: "3600000" }) },
	],
	fail: [
		{
			name: "0",
			with: changed({ idle_in_transaction_session_timeout: "0" }),
			says: "idle_in_transaction_session_timeout",
			evidence: { value: "0" },
		},
		{
			name: "3600001",
			with: changed({ idle_in_transaction_session_timeout: "3600001" }),
			says: "idle_in_transaction_session_timeout",
			evidence: { value: "3600001" },
		},
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changed({ idle_in_transaction_session_timeout: undefined }),
			says: "does not show idle_in_transaction_session_timeout",
		},
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ idle_in_transaction_session_timeout: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
