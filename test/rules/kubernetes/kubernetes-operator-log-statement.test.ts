import { kubernetesOperatorLogStatement } from "../../../shared/rules/kubernetes/kubernetes-operator-log-statement.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorLogStatement, {
	pass: [
		{ name: "ddl" },
		{ name: "none where pgaudit stands in", with: { parameters: { log_statement: "none" } }, parameters: { allowedStatements: ["none"] } },
	],
	fail: [
		{ name: "by evidence", with: { parameters: { log_statement: "x".repeat(300) } }, evidence: { value: "x".repeat(200), set: true } },
		{ name: "none", with: { parameters: { log_statement: "none" } }, says: "it must be one of ddl, mod, all" },
		{ name: "CloudNativePG by default", with: { parameters: {} }, says: 'the default is "none"' },
	],
	notApplicable: [
		{ name: "MariaDB", with: { engine: "mariadb" }, says: "orders/orders-pg is no PostgreSQL" },
		{ name: "RDS", with: { operator: "ack-rds" }, says: "runs on RDS" },
	],
	indeterminate: [{ name: "another operator by default", with: { operator: "zalando", parameters: {} }, says: "zalando" }],
});
