import { kubernetesConfigHbaNoCleartextPassword } from "../../../shared/rules/kubernetes/kubernetes-config-hba-no-cleartext-password.ts";
import { hbaLine, mistakeIn } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigHbaNoCleartextPassword, {
	pass: [
		{ name: "SCRAM" },
		{ name: "MD5, which another rule judges", with: { hba: [hbaLine({ method: "md5" })] } },
		{ name: "a mistake in postgresql.conf does not matter here", with: mistakeIn("postgresql.conf") },
	],
	fail: [{ name: "password", with: { hba: [hbaLine({ method: "password" })] }, says: "line 3 (hostssl orders" }],
	notApplicable: [{ name: "no pg_hba.conf", with: { hba: undefined }, says: "orders/orders-db-config holds no pg_hba.conf" }],
	indeterminate: [{ name: "a line was not understood", with: mistakeIn("pg_hba.conf"), says: 'Line 7 of "pg_hba.conf"' }],
});
