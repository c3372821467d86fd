import { seen } from "../../../shared/core/observed.ts";
import { mysqlRootNotRemote } from "../../../shared/rules/mysql/mysql-root-not-remote.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlRootNotRemote, {
	pass: [{ name: "local" }],
	fail: [{ name: "from everywhere", with: { accounts: seen([mysqlAccount("root", { host: "%" })]) }, says: '"root@%"' }],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
