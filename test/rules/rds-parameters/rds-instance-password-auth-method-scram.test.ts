import { rdsInstancePasswordAuthMethodScram } from "../../../shared/rules/rds-parameters/rds-instance-password-auth-method-scram.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstancePasswordAuthMethodScram, {
	pass: [{ name: "scram" }, { name: "13.1", with: { ...set({}), engineVersion: "13.1" } }],
	fail: [
		{ name: "both", with: { ...set({ "rds.accepted_password_auth_method": "md5+scram" }) }, says: "must be scram" },
		{
			name: "the group has no rds.accepted_password_auth_method",
			with: { ...set({ "rds.accepted_password_auth_method": undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [
		{ name: "before 13.1", with: { engineVersion: "13.0" }, says: "from 13.1 on" },
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
