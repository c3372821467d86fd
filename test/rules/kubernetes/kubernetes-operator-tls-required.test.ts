import { kubernetesOperatorTlsRequired } from "../../../shared/rules/kubernetes/kubernetes-operator-tls-required.ts";
import { hbaLine } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorTlsRequired, {
	pass: [
		{
			name: "TLS required",
			evidence: { operator: "cloudnative-pg", tlsRequired: true },
			says: "orders/orders-pg admits sessions with TLS only",
		},
		{ name: "TLS required, without a word that it is offered", with: { tlsEnabled: undefined } },
		{
			name: "MySQL that is told to",
			with: {
				engine: "mysql",
				operator: "mysql-operator",
				tlsRequired: undefined,
				hba: [],
				parameters: { "require-secure-transport": "ON" },
			},
			says: "sets require_secure_transport",
		},
	],
	fail: [
		{ name: "by evidence", with: { tlsRequired: false }, evidence: { tlsRequired: false, tlsEnabled: true } },
		{ name: "no TLS", with: { tlsEnabled: false }, says: "does not offer TLS at all" },
		{ name: "TLS is optional", with: { tlsRequired: false }, says: "admits sessions without it" },
		{
			name: "a line for plaintext",
			with: { hba: [hbaLine({ type: "host", databases: ["all"], users: ["all"], address: "all" })] },
			says: "line 3 (host all all all scram-sha-256)",
			evidence: { lines: ["line 3 (host all all all scram-sha-256)"] },
		},
		{
			name: "MariaDB that is told not to",
			with: { engine: "mariadb", operator: "mariadb-operator", hba: [], parameters: { require_secure_transport: "OFF" } },
			says: "switches require_secure_transport off",
		},
	],
	notApplicable: [{ name: "RDS", with: { operator: "ack-rds", tlsEnabled: false }, says: "runs on RDS" }],
	indeterminate: [
		{ name: "nothing is said", with: { tlsRequired: undefined }, says: "the default of cloudnative-pg decides" },
		{
			name: "the setting of MySQL means nothing to PostgreSQL",
			with: { tlsRequired: undefined, parameters: { require_secure_transport: "ON" } },
		},
	],
});
