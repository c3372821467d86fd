import { rdsClusterPasswordAuthMethodScram } from "../../../shared/rules/rds-parameters/rds-cluster-password-auth-method-scram.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterPasswordAuthMethodScram, {
	pass: [{ name: "scram" }, { name: "14.3", with: { ...set({}), engineVersion: "14.3" } }],
	fail: [
		{ name: "both", with: { ...set({ "rds.accepted_password_auth_method": "md5+scram" }) }, says: "must be scram" },
		{
			name: "the group has no rds.accepted_password_auth_method",
			with: { ...set({ "rds.accepted_password_auth_method": undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [
		{ name: "before 14.3", with: { engineVersion: "14.2" }, says: "from 14.3 on" },
		{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
