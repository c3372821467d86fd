import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceMysqlAuditPlugin } from "../../../shared/rules/rds/rds-instance-mysql-audit-plugin.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	rdsInstanceMysqlAuditPlugin,
	{
		pass: [
			{
				name: "MySQL with the plugin",
				says: "runs with MARIADB_AUDIT_PLUGIN.",
				evidence: { events: "CONNECT,QUERY_DDL", optionGroups: ["audited"] },
			},
			{
				name: "MariaDB with the plugin",
				with: { engine: "mariadb", options: seen([{ name: "MARIADB_AUDIT_PLUGIN", settings: {} }]) },
				evidence: { events: null },
			},
		],
		fail: [
			{
				name: "MySQL with other options",
				with: { options: seen([{ name: "MEMCACHED", settings: {} }]) },
				says: "has no MARIADB_AUDIT_PLUGIN",
				evidence: { optionGroups: ["audited"] },
			},
			{ name: "MariaDB without options", with: { engine: "mariadb", options: seen([]) } },
			{
				name: "a plugin that is not in force yet",
				with: { optionGroups: [{ name: "audited", status: "pending-apply" }] },
				says: "only once its option group is applied",
			},
		],
		notApplicable: [
			{ name: "PostgreSQL", with: { engine: "postgres", options: seen([]) }, says: "postgres" },
			{ name: "a member of a cluster", with: { engine: "mysql", options: seen([]), clusterId: "ledger" }, says: "judged on its cluster" },
		],
		indeterminate: [
			{ name: "options could not be read", with: { options: denied("rds", "DescribeOptionGroups") }, says: "rds:DescribeOptionGroups" },
		],
	},
	{
		engine: "mysql",
		engineVersion: "8.0.40",
		optionGroups: [{ name: "audited", status: "in-sync" }],
		options: seen([{ name: "MARIADB_AUDIT_PLUGIN", settings: { SERVER_AUDIT_EVENTS: "CONNECT,QUERY_DDL" } }]),
	},
);
