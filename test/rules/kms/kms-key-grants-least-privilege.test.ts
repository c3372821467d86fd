import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyGrantsLeastPrivilege } from "../../../shared/rules/kms/kms-key-grants-least-privilege.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const role = "arn:aws:iam::111122223333:role/app";
const use = ["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "DescribeKey"];
const granted = (operations: string[], grantee = role) => ({ grants: seen([{ id: "g-1", grantee, operations, constrained: true }]) });

testRule(kmsKeyGrantsLeastPrivilege, {
	pass: [
		{ name: "no grants", evidence: { grants: 0 } },
		{ name: "all that use of data needs", with: granted(use), evidence: { grants: 1 } },
		{ name: "a service that grants on", with: granted(["CreateGrant"], "rds.eu-west-1.amazonaws.com") },
		{
			name: "a session of AWS itself",
			with: granted(["CreateGrant"], "arn:aws:sts::111122223333:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0"),
		},
		{ name: "a service in China", with: granted(["CreateGrant"], "rds.cn-north-1.amazonaws.com.cn") },
		{
			name: "a service-linked role",
			with: granted(["CreateGrant"], "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/x"),
		},
	],
	fail: [
		{ name: "the right to grant", with: granted(["CreateGrant"]), says: role, evidence: { grants: [{ id: "g-1" }] } },
		{ name: "one operation too many", with: granted([...use, "RetireGrant"]) },
		{ name: "one too many by the parameter", with: granted(["Decrypt", "Encrypt"]), parameters: { maximumOperations: 1 } },
		{ name: "a session of a role of the account", with: granted(["CreateGrant"], "arn:aws:sts::111122223333:assumed-role/aws-admin/x") },
		{ name: "a principal with a name like a service", with: granted(["CreateGrant"], "arn:aws:iam::111122223333:role/x.amazonaws.com") },
	],
	indeterminate: [{ name: "the grants could not be read", with: { grants: denied("kms", "ListGrants") } }],
});
