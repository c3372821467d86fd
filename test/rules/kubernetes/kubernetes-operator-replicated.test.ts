import { kubernetesOperatorReplicated } from "../../../shared/rules/kubernetes/kubernetes-operator-replicated.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorReplicated, {
	pass: [
		{ name: "three", says: "has 3 instances" },
		{ name: "two", with: { instances: 2 }, evidence: { instances: 2, minimumInstances: 2 } },
		{ name: "one where that is enough", with: { instances: 1 }, parameters: { minimumInstances: 1 }, says: "has 1 instance." },
	],
	fail: [
		{ name: "one", with: { instances: 1 }, says: "has 1 instance, less than 2" },
		{ name: "two where three are wanted", with: { instances: 2 }, parameters: { minimumInstances: 3 } },
	],
	notApplicable: [{ name: "RDS", with: { operator: "ack-rds", instances: 1 }, says: "runs on RDS" }],
	indeterminate: [{ name: "nothing is said", with: { instances: undefined }, says: "how many instances" }],
});
