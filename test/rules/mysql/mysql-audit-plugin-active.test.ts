import { seen } from "../../../shared/core/observed.ts";
import { mysqlAuditPluginActive } from "../../../shared/rules/mysql/mysql-audit-plugin-active.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAuditPluginActive, {
	pass: [
		{ name: "audit_log" },
		{ name: "server_audit, switched on", with: { ...changedVariables({ server_audit_logging: "ON" }), plugins: seen(["server_audit"]) } },
		{
			name: "Aurora, which has no plugin to list",
			with: { ...changedVariables({ server_audit_logging: "ON" }), plugins: seen([]) },
			says: "server_audit",
		},
		{ name: "the component", with: { plugins: seen(["file://component_audit_log_filter"]) } },
	],
	fail: [
		{ name: "none", with: { plugins: seen(["innodb"]) }, says: "no audit plugin" },
		{
			name: "switched off",
			with: { ...changedVariables({ server_audit_logging: "OFF" }), plugins: seen(["server_audit"]) },
			says: "switched off",
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("plugins"), says: "denied" },
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
