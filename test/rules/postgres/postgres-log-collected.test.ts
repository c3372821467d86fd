import { seen } from "../../../shared/core/observed.ts";
import { postgresLogCollected } from "../../../shared/rules/postgres/postgres-log-collected.ts";
import { changed, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogCollected, {
	pass: [
		{ name: "the collector runs", says: "collected" },
		{ name: "syslog", with: changed({ logging_collector: "off", log_destination: "syslog" }), says: "syslog" },
		{ name: "the event log", with: changed({ logging_collector: "off", log_destination: "eventlog" }) },
		{ name: "a container", with: changed({ logging_collector: "off" }), parameters: { containerLogs: true } },
		{ name: "RDS", with: { ...changed({ logging_collector: "off" }), platform: seen("rds") }, says: "RDS" },
	],
	fail: [
		{ name: "standard error", with: changed({ logging_collector: "off" }), says: "without a collector" },
		{ name: "nowhere", with: changed({ log_destination: "" }), parameters: { containerLogs: true }, says: "nowhere" },
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("settings"), says: "denied" },
		{ name: "the platform is unknown", with: unreadSql("platform"), says: "denied" },
	],
});
