import { seen } from "../../../shared/core/observed.ts";
import { mysqlVersionCurrent } from "../../../shared/rules/mysql/mysql-version-current.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlVersionCurrent, {
	pass: [
		{ name: "8.4" },
		{ name: "the oldest that is allowed", with: { version: seen({ text: "8.0.40", flavour: "mysql", release: [8, 0, 40] }) } },
		{ name: "MariaDB", with: { version: seen({ text: "10.11.19-MariaDB", flavour: "mariadb", release: [10, 11, 19] }) } },
		{ name: "the oldest MariaDB", with: { version: seen({ text: "10.6-MariaDB", flavour: "mariadb", release: [10, 6] }) } },
	],
	fail: [
		{ name: "5.7", with: { version: seen({ text: "5.7.44", flavour: "mysql", release: [5, 7, 44] }) }, says: "older than 8.0" },
		{
			name: "an old MariaDB",
			with: { version: seen({ text: "10.5.9-MariaDB", flavour: "mariadb", release: [10, 5, 9] }) },
			says: "older than 10.6",
		},
		{ name: "one's own demands", parameters: { minimumMysql: "8.4.4" } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("version"), says: "denied" }],
});
