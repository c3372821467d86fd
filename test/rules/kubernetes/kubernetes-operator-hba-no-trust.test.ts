import { kubernetesOperatorHbaNoTrust } from "../../../shared/rules/kubernetes/kubernetes-operator-hba-no-trust.ts";
import { hbaLine } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorHbaNoTrust, {
	pass: [{ name: "SCRAM" }, { name: "a line that does not parse", with: { hba: [hbaLine({ method: "trust", error: "invalid" })] } }],
	fail: [{ name: "trust", with: { hba: [hbaLine({ method: "trust" })] }, says: "line 3 (hostssl orders orders_app 10.0.0.0/16 trust)" }],
	notApplicable: [{ name: "no lines", with: { hba: [] }, says: "orders/orders-pg adds no lines" }],
});
