import { kubernetesOperatorLogSessions } from "../../../shared/rules/kubernetes/kubernetes-operator-log-sessions.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorLogSessions, {
	pass: [
		{ name: "both", says: 'sets log_connections = "on"' },
		{ name: "aspects of connections", with: { parameters: { log_connections: "authentication,authorization", log_disconnections: "on" } } },
	],
	fail: [
		{ name: "no connections", with: { parameters: { log_connections: "off", log_disconnections: "on" } }, says: 'log_connections = "off"' },
		{
			name: "no disconnections",
			with: { parameters: { log_connections: "on", log_disconnections: "off" } },
			says: 'log_disconnections = "off"',
		},
		{ name: "CloudNativePG by default", with: { parameters: {} }, says: 'does not set log_connections, and the default is "off"' },
	],
	notApplicable: [
		{ name: "MariaDB", with: { engine: "mariadb" }, says: "orders/orders-pg is no PostgreSQL" },
		{ name: "RDS", with: { operator: "ack-rds" }, says: "runs on RDS" },
	],
	indeterminate: [
		{ name: "another operator by default", with: { operator: "zalando", parameters: {} }, says: "which zalando or the image then decides" },
	],
});
