import { mysqlStrongDefaultAuthentication } from "../../../shared/rules/mysql/mysql-strong-default-authentication.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlStrongDefaultAuthentication, {
	pass: [
		{ name: "8.4" },
		{ name: "8.0", with: changedVariables({ authentication_policy: undefined, default_authentication_plugin: "caching_sha2_password" }) },
	],
	fail: [
		{
			name: "8.0",
			with: changedVariables({ authentication_policy: undefined, default_authentication_plugin: "mysql_native_password" }),
			says: "default_authentication_plugin",
		},
		{ name: "8.4", with: changedVariables({ authentication_policy: "mysql_native_password,," }), says: "authentication_policy" },
	],
	notApplicable: [{ name: "MariaDB", with: changedVariables({ authentication_policy: undefined }), says: "no default" }],
	indeterminate: [{ name: "denied", with: unreadSql("variables"), says: "denied" }],
});
