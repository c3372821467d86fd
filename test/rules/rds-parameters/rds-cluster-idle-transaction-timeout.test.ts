import { rdsClusterIdleTransactionTimeout } from "../../../shared/rules/rds-parameters/rds-cluster-idle-transaction-timeout.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterIdleTransactionTimeout, {
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
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{
			name: "the group has no idle_in_transaction_session_timeout",
			with: { ...set({ idle_in_transaction_session_timeout: undefined }) },
			says: "idle_in_transaction_session_timeout is not in the parameter group",
		},
	],
});
