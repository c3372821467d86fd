import { kubernetesConfigHbaScoped } from "../../../shared/rules/kubernetes/kubernetes-config-hba-scoped.ts";
import { hbaLine, mistakeIn } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigHbaScoped, {
	pass: [
		{ name: "a user and a database" },
		{ name: "everybody from a network", with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "10.0.0.0/16" })] } },
		{
			name: "everybody from a network of IPv6",
			with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "fd00:1:2::/48" })] },
		},
		{ name: "one user from anywhere", with: { hba: [hbaLine({ databases: ["all"], users: ["app"], address: "0.0.0.0/0" })] } },
		{ name: "one database from anywhere", with: { hba: [hbaLine({ databases: ["orders"], users: ["all"], address: "0.0.0.0/0" })] } },
		{ name: "everybody rejected", with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "all", method: "reject" })] } },
		{
			name: "a mask instead of a prefix",
			with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "10.0.0.0", netmask: "255.255.0.0" })] },
		},
		{ name: "a mistake in postgresql.conf does not matter here", with: mistakeIn("postgresql.conf") },
	],
	fail: [
		{ name: "everybody from all", with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "all" })] }, says: "line 3" },
		{ name: "everybody from all of IPv4", with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "0.0.0.0/0" })] } },
		{
			name: "everybody from a wide network",
			with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "10.0.0.0/15" })] },
			says: "10.0.0.0/15",
		},
		{
			name: "everybody from a wide network of IPv6",
			with: { hba: [hbaLine({ databases: ["all"], users: ["all"], address: "fd00::/47" })] },
		},
		{
			name: "what the parameter makes wide",
			with: { hba: [hbaLine({ databases: ["all"], users: ["all"] })] },
			parameters: { minimumPrefix4: 17 },
		},
	],
	notApplicable: [{ name: "no pg_hba.conf", with: { hba: undefined }, says: "orders/orders-db-config holds no pg_hba.conf" }],
	indeterminate: [{ name: "a line was not understood", with: mistakeIn("pg_hba.conf"), says: 'Line 7 of "pg_hba.conf"' }],
});
