import { rdsInstancePasswordEncryptionScram } from "../../../shared/rules/rds-parameters/rds-instance-password-encryption-scram.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstancePasswordEncryptionScram, {
	pass: [
		{ name: "scram-sha-256" },
		{ name: "the default of 14", with: { ...set({ password_encryption: undefined }), engineVersion: "14.0" } },
		{ name: "capitals", with: { ...set({ password_encryption: "SCRAM-SHA-256" }) } },
		{ name: "10", with: { ...set({}), engineVersion: "10.23" } },
	],
	fail: [
		{ name: "md5", with: { ...set({ password_encryption: "md5" }) }, says: "must be scram-sha-256" },
		{ name: "the default of 13", with: { ...set({ password_encryption: undefined }), engineVersion: "13.23" }, says: "md5" },
		{ name: "an old switch", with: { ...set({ password_encryption: "on" }) } },
	],
	notApplicable: [
		{ name: "PostgreSQL 9.6", with: { engineVersion: "9.6.24" }, says: "from 10 on" },
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
