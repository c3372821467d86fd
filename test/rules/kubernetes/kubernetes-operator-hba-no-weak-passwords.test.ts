import { kubernetesOperatorHbaNoWeakPasswords } from "../../../shared/rules/kubernetes/kubernetes-operator-hba-no-weak-passwords.ts";
import { hbaLine } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorHbaNoWeakPasswords, {
	pass: [{ name: "SCRAM" }, { name: "a certificate", with: { hba: [hbaLine({ method: "cert" })] } }],
	fail: [
		{ name: "MD5", with: { hba: [hbaLine({ method: "md5" })] }, says: "md5)" },
		{ name: "cleartext", with: { hba: [hbaLine({ method: "password" })] }, says: "password)" },
	],
	notApplicable: [{ name: "no lines", with: { hba: [] }, says: "orders/orders-pg adds no lines" }],
});
