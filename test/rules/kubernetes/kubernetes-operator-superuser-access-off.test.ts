import { kubernetesOperatorSuperuserAccessOff } from "../../../shared/rules/kubernetes/kubernetes-operator-superuser-access-off.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorSuperuserAccessOff, {
	pass: [{ name: "off", evidence: { superuserAccess: false } }],
	fail: [
		{ name: "by evidence", with: { superuserAccess: true }, evidence: { superuserAccess: true } },
		{ name: "on", with: { superuserAccess: true }, says: "orders/orders-pg gives the superuser a password" },
	],
	notApplicable: [{ name: "another operator", with: { operator: "crunchy", superuserAccess: true }, says: "run by crunchy" }],
	indeterminate: [{ name: "nothing is said", with: { superuserAccess: undefined }, says: "older releases" }],
});
