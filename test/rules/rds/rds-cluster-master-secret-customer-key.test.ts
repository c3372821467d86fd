import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterMasterSecretCustomerKey } from "../../../shared/rules/rds/rds-cluster-master-secret-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterMasterSecretCustomerKey, {
	pass: [{ name: "a customer managed key", says: "master secret of ledger", evidence: { keyManager: "CUSTOMER" } }],
	fail: [
		{ name: "the key aws/secretsmanager", with: { masterSecretKey: seen({ ...customerKey.value, manager: "AWS" }) }, says: "AWS managed" },
	],
	notApplicable: [{ name: "no managed secret", with: { masterSecret: undefined, masterSecretKey: undefined }, says: "does not manage" }],
	indeterminate: [
		{ name: "the key was denied", with: { masterSecretKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { masterSecretKey: undefined }, says: "KmsKeyId" },
	],
});
