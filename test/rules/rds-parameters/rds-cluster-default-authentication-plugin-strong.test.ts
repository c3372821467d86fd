import { rdsClusterDefaultAuthenticationPluginStrong } from "../../../shared/rules/rds-parameters/rds-cluster-default-authentication-plugin-strong.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterDefaultAuthenticationPluginStrong,
	{
		pass: [
			{ name: "8.4", with: { ...set({ authentication_policy: "*:caching_sha2_password" }), engineVersion: "8.4.0" } },
			{ name: "8.4 without a named default", with: { ...set({ authentication_policy: "*,," }), engineVersion: "8.4.0" } },
			{
				name: "8.0 of a Multi-AZ DB cluster",
				with: {
					...set({ default_authentication_plugin: "caching_sha2_password" }),
					engine: "mysql",
					sort: "multi-az",
					engineVersion: "8.0.42",
				},
			},
			{ name: "Aurora 8.4 by default", with: { ...set({ authentication_policy: undefined }), engineVersion: "8.4.7" } },
		],
		fail: [
			{
				name: "8.4",
				with: { ...set({ authentication_policy: "*:MYSQL_native_password" }), engineVersion: "8.4.0" },
				says: "must not be mysql_native_password",
			},
			{
				name: "8.0 of a Multi-AZ DB cluster",
				with: {
					...set({ default_authentication_plugin: "mysql_native_password", authentication_policy: "*:caching_sha2_password" }),
					engine: "mysql",
					sort: "multi-az",
					engineVersion: "8.0.42",
				},
				says: "default_authentication_plugin",
			},
			{ name: "empty", with: { ...set({ authentication_policy: " " }), engineVersion: "8.4.0" } },
		],
		notApplicable: [
			{
				name: "Aurora MySQL 3",
				with: { ...set({ default_authentication_plugin: "mysql_native_password" }), engineVersion: "8.0.mysql_aurora.3.08.0" },
				says: "does not let anybody change",
			},
			{ name: "5.7", with: { engineVersion: "5.7.44" }, says: "from 8.0 on" },
			{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" },
		],
		indeterminate: [
			{
				name: "8.0 without a value",
				with: { ...set({ default_authentication_plugin: undefined }), engine: "mysql", sort: "multi-az", engineVersion: "8.0.42" },
				says: "default_authentication_plugin",
			},
			{ name: "the parameters could not be read", with: { ...denied, engineVersion: "8.4.7" }, says: "DescribeDBParameters" },
		],
	},
	auroraMysql,
);
