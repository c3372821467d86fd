import { seen } from "../../../shared/core/observed.ts";
import { mysqlSymbolicLinksOff } from "../../../shared/rules/mysql/mysql-symbolic-links-off.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSymbolicLinksOff, {
	pass: [{ name: "disabled" }, { name: "not compiled in", with: changedVariables({ have_symlink: "NO" }) }],
	fail: [{ name: "enabled", with: changedVariables({ have_symlink: "YES" }), says: "have_symlink" }],
	notApplicable: [
		{ name: "RDS", with: { ...changedVariables({ have_symlink: "YES" }), platform: seen("rds") }, says: "RDS" },
		{ name: "removed", with: changedVariables({ have_symlink: undefined }), says: "any more" },
	],
	indeterminate: [{ name: "denied", with: unreadSql("variables"), says: "denied" }],
});
