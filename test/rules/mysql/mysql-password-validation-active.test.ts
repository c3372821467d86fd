import { seen } from "../../../shared/core/observed.ts";
import { mysqlPasswordValidationActive } from "../../../shared/rules/mysql/mysql-password-validation-active.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlPasswordValidationActive, {
	pass: [
		{ name: "the component" },
		{ name: "the plugin", with: { plugins: seen(["validate_password"]) } },
		{ name: "MariaDB", with: { plugins: seen(["simple_password_check"]) } },
		{ name: "MariaDB with cracklib", with: { plugins: seen(["cracklib_password_check"]) } },
	],
	fail: [{ name: "none", with: { plugins: seen(["innodb"]) }, says: "accepts any password" }],
	indeterminate: [{ name: "denied", with: unreadSql("plugins"), says: "denied" }],
});
