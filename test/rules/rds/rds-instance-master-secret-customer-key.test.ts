import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceMasterSecretCustomerKey } from "../../../shared/rules/rds/rds-instance-master-secret-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const awsKey = seen({ ...customerKey.value, manager: "AWS" as const });

testRule(rdsInstanceMasterSecretCustomerKey, {
	pass: [{ name: "a customer managed key", says: "encrypts the master secret of orders", evidence: { keyManager: "CUSTOMER" } }],
	fail: [{ name: "the AWS managed key", with: { masterSecretKey: awsKey }, says: "AWS managed key", evidence: { keyManager: "AWS" } }],
	notApplicable: [
		{ name: "no managed secret", with: { masterSecret: undefined, masterSecretKey: undefined }, says: "no master secret" },
		{ name: "a member of a cluster", with: { masterSecretKey: awsKey, clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{ name: "the key could not be read", with: { masterSecretKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { masterSecretKey: undefined }, says: "KmsKeyId" },
	],
});
