import { rdsInstanceIdleTransactionTimeout } from "../../../shared/rules/rds-parameters/rds-instance-idle-transaction-timeout.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceIdleTransactionTimeout, {
	pass: [
		{ name: "ten minutes" },
		{ name: "a millisecond", with: { ...set({ idle_in_transaction_session_timeout: "1" }) } },
		{ name: "a day", with: { ...set({ idle_in_transaction_session_timeout: "86400000" }) } },
	],
	fail: [
		{ name: "never", with: { ...set({ idle_in_transaction_session_timeout: "0" }) }, says: "from 1 to 86400000 milliseconds" },
		{ name: "more than a day", with: { ...set({ idle_in_transaction_session_timeout: "86400001" }) } },
		{
			name: "above the bound",
			with: { ...set({ idle_in_transaction_session_timeout: "600000" }) },
			parameters: { maximumMilliseconds: 599999 },
		},
	],
	notApplicable: [
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{
			name: "the group has no idle_in_transaction_session_timeout",
			with: { ...set({ idle_in_transaction_session_timeout: undefined }) },
			says: "idle_in_transaction_session_timeout is not in the parameter group",
		},
	],
});
