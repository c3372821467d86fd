import { mysqlScanConnectionVerified } from "../../../shared/rules/mysql/mysql-scan-connection-verified.ts";
import { mysqlServer, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlScanConnectionVerified, {
	pass: [{ name: "verify-full" }],
	fail: [
		{ name: "verify-ca", with: { connection: { ...mysqlServer.connection, tlsMode: "verify-ca" } }, says: "verify-ca" },
		{ name: "plaintext", with: { connection: { ...mysqlServer.connection, tlsMode: "disable" } }, severity: "medium" },
	],
	indeterminate: [{ name: "denied", with: unreadSql("version"), says: "denied" }],
});
