import { rdsClusterLogConnections } from "../../../shared/rules/rds-parameters/rds-cluster-log-connections.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogConnections, {
	pass: [
		{ name: "on as set" },
		{ name: "1", with: { ...set({ log_connections: "1" }) } },
		{ name: "ON", with: { ...set({ log_connections: "ON" }) } },
		{ name: "on", with: { ...set({ log_connections: "on" }) } },
		{ name: "true", with: { ...set({ log_connections: "true" }) } },
		{ name: "18: all", with: { ...set({ log_connections: "ALL" }), engineVersion: "18.1" } },
		{
			name: "18: authentication and authorization",
			with: { ...set({ log_connections: "receipt, authentication,authorization" }), engineVersion: "18.1" },
		},
		{ name: "18: still a switch", with: { ...set({ log_connections: "on" }), engineVersion: "18.1" } },
	],
	fail: [
		{ name: "0", with: { ...set({ log_connections: "0" }) } },
		{ name: "OFF", with: { ...set({ log_connections: "OFF" }) } },
		{ name: "false", with: { ...set({ log_connections: "false" }) } },
		{ name: "17: a list means nothing", with: { ...set({ log_connections: "all" }), engineVersion: "17.9" } },
		{ name: "18: only receipt", with: { ...set({ log_connections: "receipt" }), engineVersion: "18.0" } },
		{ name: "18: without authentication", with: { ...set({ log_connections: "authorization" }), engineVersion: "18.0" } },
		{ name: "18: without authorization", with: { ...set({ log_connections: "authentication" }), engineVersion: "18.0" } },
		{
			name: "18: default",
			with: { ...set({ log_connections: undefined }), engineVersion: "18.0" },
			evidence: { parameters: { log_connections: { value: "", source: "engine-default" } } },
		},
		{ name: "the group has no log_connections", with: { ...set({ log_connections: undefined }) }, says: "engine-default" },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [
		{ name: "an unreported version", with: { ...set({}), engineVersion: undefined }, says: "EngineVersion" },
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
	],
});
