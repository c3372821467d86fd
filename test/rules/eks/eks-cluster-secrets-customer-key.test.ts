import { seen } from "../../../shared/core/observed.ts";
import { eksClusterSecretsCustomerKey } from "../../../shared/rules/eks/eks-cluster-secrets-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterSecretsCustomerKey, {
	pass: [
		{ name: "a customer managed key", evidence: { manager: "CUSTOMER", state: "Enabled" } },
		{ name: "a customer managed key of another account", with: { encryptionKey: seen({ ...customerKey.value, state: "Foreign" }) } },
	],
	fail: [
		{ name: "a key of AWS", with: { encryptionKey: seen({ ...customerKey.value, manager: "AWS" }) }, says: "AWS manages" },
		{
			name: "a key that will be deleted",
			with: { encryptionKey: seen({ ...customerKey.value, state: "PendingDeletion" }) },
			says: "PendingDeletion",
			severity: "high",
		},
	],
	notApplicable: [
		{ name: "no key at all", with: { encryptedResources: [], encryptionKey: undefined }, says: "eks-cluster-secrets-encrypted" },
	],
	indeterminate: [
		{ name: "the key could not be read", with: { encryptionKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { encryptionKey: undefined }, says: "keyArn" },
	],
});
