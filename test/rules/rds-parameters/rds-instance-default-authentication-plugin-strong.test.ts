import { rdsInstanceDefaultAuthenticationPluginStrong } from "../../../shared/rules/rds-parameters/rds-instance-default-authentication-plugin-strong.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceDefaultAuthenticationPluginStrong,
	{
		pass: [
			{ name: "8.4", with: { ...set({ authentication_policy: "*:caching_sha2_password" }), engineVersion: "8.4.0" } },
			{ name: "8.4 without a named default", with: { ...set({ authentication_policy: "*,," }), engineVersion: "8.4.0" } },
			{ name: "8.4 by default", with: { ...set({ authentication_policy: undefined }), engineVersion: "8.4.5" } },
			{ name: "8.0", with: { ...set({ default_authentication_plugin: "caching_sha2_password" }), engineVersion: "8.0.42" } },
		],
		fail: [
			{
				name: "8.4",
				with: { ...set({ authentication_policy: "*:MYSQL_native_password" }), engineVersion: "8.4.0" },
				says: "must not be mysql_native_password",
			},
			{
				name: "8.0",
				with: {
					...set({ default_authentication_plugin: "mysql_native_password", authentication_policy: "*:caching_sha2_password" }),
					engineVersion: "8.0.42",
				},
				says: "default_authentication_plugin",
			},
			{ name: "empty", with: { ...set({ authentication_policy: " " }), engineVersion: "8.4.0" } },
		],
		notApplicable: [
			{ name: "5.7", with: { engineVersion: "5.7.44" }, says: "from 8.0 on" },
			{ name: "MariaDB", with: { engine: "mariadb" }, says: "mariadb" },
			{
				name: "a member, judged on its cluster",
				with: { ...member, ...mysqlLike("cluster")({}) },
				says: "is a member of ledger and is judged on its cluster",
			},
			{ name: "another engine", with: { engine: "postgres" }, says: "postgres" },
		],
		indeterminate: [
			{
				name: "8.0 without a value",
				with: { ...set({ default_authentication_plugin: undefined }), engineVersion: "8.0.42" },
				says: "default_authentication_plugin",
			},
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		],
	},
	mysqlInstance,
);
