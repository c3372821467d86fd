import { kubernetesOperatorBackupsConfigured } from "../../../shared/rules/kubernetes/kubernetes-operator-backups-configured.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorBackupsConfigured, {
	pass: [{ name: "backups true", evidence: { backups: true }, says: "orders/orders-pg has backups configured" }],
	fail: [{ name: "backups false", with: { backups: false }, says: "has no backups configured" }],
	indeterminate: [{ name: "nothing is said", with: { backups: undefined }, says: "does not say whether there are backups" }],
});
