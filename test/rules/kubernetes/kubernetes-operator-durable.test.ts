import { kubernetesOperatorDurable } from "../../../shared/rules/kubernetes/kubernetes-operator-durable.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorDurable, {
	pass: [
		{ name: "the defaults", says: "does not set fsync" },
		{ name: "on", with: { parameters: { fsync: "on", full_page_writes: "on" } } },
	],
	fail: [
		{ name: "fsync off", with: { parameters: { fsync: "off" } }, says: 'fsync = "off"' },
		{ name: "full_page_writes off", with: { parameters: { full_page_writes: "off" } }, says: 'full_page_writes = "off"' },
	],
	notApplicable: [
		{ name: "MariaDB", with: { engine: "mariadb" }, says: "orders/orders-pg is no PostgreSQL" },
		{ name: "RDS", with: { operator: "ack-rds" }, says: "runs on RDS" },
	],
});
