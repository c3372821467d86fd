import { kubernetesConfigHbaTlsRequired } from "../../../shared/rules/kubernetes/kubernetes-config-hba-tls-required.ts";
import { hbaLine, mistakeIn } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigHbaTlsRequired, {
	pass: [
		{ name: "hostssl and the socket" },
		{ name: "host from the pod itself", with: { hba: [hbaLine({ type: "host", address: "127.0.0.1/32" })] } },
		{ name: "host from the pod itself by IPv6", with: { hba: [hbaLine({ type: "host", address: "::1/128" })] } },
		{
			name: "plaintext rejected before",
			with: {
				hba: [
					hbaLine({ line: 1, type: "hostnossl", databases: ["all"], users: ["all"], address: "all", method: "reject" }),
					hbaLine({ type: "host" }),
				],
			},
		},
		{
			name: "plaintext rejected before by blocks",
			with: {
				hba: [
					hbaLine({ line: 1, type: "hostnossl", databases: ["all"], users: ["all"], address: "0.0.0.0/0", method: "reject" }),
					hbaLine({ line: 2, type: "hostnossl", databases: ["all"], users: ["all"], address: "::/0", method: "reject" }),
					hbaLine({ type: "host" }),
					hbaLine({ type: "host", address: "fd00::/8" }),
				],
			},
		},
		{ name: "a mistake in postgresql.conf does not matter here", with: mistakeIn("postgresql.conf") },
	],
	fail: [
		{ name: "host", with: { hba: [hbaLine({ type: "host" })] }, says: "line 3 (host orders orders_app 10.0.0.0/16 scram-sha-256)" },
		{ name: "hostnossl", with: { hba: [hbaLine({ type: "hostnossl", address: "all" })] } },
		{
			name: "plaintext rejected for IPv4 alone",
			with: {
				hba: [
					hbaLine({ line: 1, type: "hostnossl", databases: ["all"], users: ["all"], address: "0.0.0.0/0", method: "reject" }),
					hbaLine({ type: "host", address: "fd00::/8" }),
				],
			},
			says: "fd00",
		},
		{
			name: "plaintext rejected too late",
			with: {
				hba: [
					hbaLine({ type: "host" }),
					hbaLine({ line: 4, type: "hostnossl", databases: ["all"], users: ["all"], address: "all", method: "reject" }),
				],
			},
		},
	],
	notApplicable: [{ name: "no pg_hba.conf", with: { hba: undefined }, says: "orders/orders-db-config holds no pg_hba.conf" }],
	indeterminate: [{ name: "a line was not understood", with: mistakeIn("pg_hba.conf"), says: 'Line 7 of "pg_hba.conf"' }],
});
