import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterExternalSecretStore } from "../../../shared/rules/kubernetes/kubernetes-cluster-external-secret-store.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesClusterExternalSecretStore, {
	pass: [
		{ name: "one", says: "by external-secrets.", evidence: { externalSecretStores: ["external-secrets"] } },
		{
			name: "two",
			with: { externalSecretStores: seen(["external-secrets", "secrets-store-csi"]) },
			says: "by external-secrets and secrets-store-csi",
		},
	],
	fail: [{ name: "none", with: { externalSecretStores: seen([]) }, says: "prod has neither", evidence: { externalSecretStores: [] } }],
	indeterminate: [{ name: "APIs were not read", with: { externalSecretStores: denied("kubernetes", "list groups") } }],
});
