import { seen } from "../../../shared/core/observed.ts";
import { mysqlSecureFilePrivSet } from "../../../shared/rules/mysql/mysql-secure-file-priv-set.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSecureFilePrivSet, {
	pass: [{ name: "no files" }, { name: "a directory", with: changedVariables({ secure_file_priv: "/var/lib/mysql-files/" }) }],
	fail: [
		{ name: "anywhere", with: changedVariables({ secure_file_priv: "" }), says: "secure_file_priv" },
		{ name: "the root", with: changedVariables({ secure_file_priv: "/" }) },
	],
	notApplicable: [{ name: "RDS", with: { ...changedVariables({ secure_file_priv: "" }), platform: seen("rds") }, says: "RDS" }],
	indeterminate: [
		{ name: "not shown", with: changedVariables({ secure_file_priv: undefined }), says: "does not show" },
		{ name: "denied", with: unreadSql("platform"), says: "denied" },
	],
});
