import { kubernetesConfigHbaNoTrust } from "../../../shared/rules/kubernetes/kubernetes-config-hba-no-trust.ts";
import { hbaLine, mistakeIn } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigHbaNoTrust, {
	pass: [
		{ name: "no trust" },
		{ name: "a line that does not parse admits nobody", with: { hba: [hbaLine({ method: "trust", error: "invalid" })] } },
		{ name: "a mistake in postgresql.conf does not matter here", with: mistakeIn("postgresql.conf") },
	],
	fail: [
		{
			name: "trust from a network",
			with: { hba: [hbaLine({ type: "host", method: "trust" })] },
			says: "line 3 (host orders orders_app 10.0.0.0/16 trust)",
			evidence: { count: 1 },
		},
		{ name: "trust on the socket", with: { hba: [hbaLine({ type: "local", address: undefined, method: "trust" })] } },
		{ name: "trust beside a mistake", with: { hba: [hbaLine({ method: "trust" })], ...mistakeIn("pg_hba.conf") } },
	],
	notApplicable: [{ name: "no pg_hba.conf", with: { hba: undefined }, says: "orders/orders-db-config holds no pg_hba.conf" }],
	indeterminate: [{ name: "a line was not understood", with: mistakeIn("pg_hba.conf"), says: 'Line 7 of "pg_hba.conf"' }],
});
