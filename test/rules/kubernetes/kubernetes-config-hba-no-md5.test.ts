import { kubernetesConfigHbaNoMd5 } from "../../../shared/rules/kubernetes/kubernetes-config-hba-no-md5.ts";
import { hbaLine, mistakeIn } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigHbaNoMd5, {
	pass: [
		{ name: "SCRAM" },
		{ name: "password, which another rule judges", with: { hba: [hbaLine({ method: "password" })] } },
		{ name: "a mistake in postgresql.conf does not matter here", with: mistakeIn("postgresql.conf") },
	],
	fail: [{ name: "MD5", with: { hba: [hbaLine({ method: "md5" })] }, says: "accepts MD5 passwords by" }],
	notApplicable: [{ name: "no pg_hba.conf", with: { hba: undefined }, says: "orders/orders-db-config holds no pg_hba.conf" }],
	indeterminate: [{ name: "a line was not understood", with: mistakeIn("pg_hba.conf"), says: 'Line 7 of "pg_hba.conf"' }],
});
