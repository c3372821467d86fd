import { kubernetesOperatorNotExposed } from "../../../shared/rules/kubernetes/kubernetes-operator-not-exposed.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorNotExposed, {
	pass: [{ name: "exposed false", evidence: { exposed: false }, says: "orders/orders-pg is not exposed by its operator" }],
	fail: [
		{ name: "by evidence", with: { exposed: true }, evidence: { exposed: true } },
		{ name: "exposed true", with: { exposed: true }, says: "is exposed by a LoadBalancer or NodePort service of its operator" },
	],
	indeterminate: [{ name: "nothing is said", with: { exposed: undefined }, says: "does not say whether a service exposes it" }],
});
