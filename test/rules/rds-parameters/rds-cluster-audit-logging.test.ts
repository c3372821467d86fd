import { rdsClusterAuditLogging } from "../../../shared/rules/rds-parameters/rds-cluster-audit-logging.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, members, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterAuditLogging,
	{
		pass: [
			{ name: "on with events" },
			{ name: "1", with: { ...set({ server_audit_logging: "1" }) } },
			{ name: "ON", with: { ...set({ server_audit_logging: "ON" }) } },
			{ name: "on", with: { ...set({ server_audit_logging: "on" }) } },
			{ name: "true", with: { ...set({ server_audit_logging: "true" }) } },
			{ name: "one event", with: { ...set({ server_audit_events: "CONNECT" }) } },
		],
		fail: [
			{ name: "0", with: { ...set({ server_audit_logging: "0" }) } },
			{ name: "OFF", with: { ...set({ server_audit_logging: "OFF" }) } },
			{ name: "false", with: { ...set({ server_audit_logging: "false" }) } },
			{ name: "no events", with: { ...set({ server_audit_events: "" }) }, says: "must name events" },
			{ name: "only separators", with: { ...set({ server_audit_events: " , " }) } },
			{ name: "a reboot is pending", with: { ...members("pending-reboot") }, says: "is pending-reboot: the value is not in force" },
			{ name: "being applied", with: { ...members("applying") }, says: "is applying: the value is not in force yet" },
			{ name: "the group has no server_audit_logging", with: { ...set({ server_audit_logging: undefined }) }, says: "engine-default" },
			{ name: "the group has no server_audit_events", with: { ...set({ server_audit_events: undefined }) }, says: "engine-default" },
		],
		notApplicable: [
			{ name: "a Multi-AZ MySQL cluster", with: { engine: "mysql" }, says: "Aurora MySQL" },
			{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" },
		],
		indeterminate: [
			{ name: "a member without status", with: { ...members(undefined) }, says: "DBClusterParameterGroupStatus" },
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		],
	},
	auroraMysql,
);
