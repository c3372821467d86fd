import { eksClusterSecretsEncrypted } from "../../../shared/rules/eks/eks-cluster-secrets-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterSecretsEncrypted, {
	pass: [{ name: "secrets under a KMS key", says: "encrypts secrets" }],
	fail: [
		{ name: "only the key that AWS owns", with: { encryptedResources: [] }, says: "key that AWS owns", evidence: { version: "1.34" } },
		{ name: "something else encrypted", with: { encryptedResources: ["configmaps"] }, says: "key that AWS owns" },
		{ name: "the first version with a default key", with: { encryptedResources: [], version: "1.28" }, says: "key that AWS owns" },
		{
			name: "the last version without one",
			with: { encryptedResources: [], version: "1.27" },
			says: "without envelope encryption",
			severity: "high",
		},
	],
	indeterminate: [
		{ name: "no version", with: { encryptedResources: [], version: undefined }, says: "version" },
		{ name: "a strange version", with: { encryptedResources: [], version: "x1.30" }, says: "x1.30" },
	],
});
