import { postgresScanConnectionVerified } from "../../../shared/rules/postgres/postgres-scan-connection-verified.ts";
import { postgresServer, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresScanConnectionVerified, {
	pass: [{ name: "verify-full" }],
	fail: [
		{ name: "verify-ca", with: { connection: { ...postgresServer.connection, tlsMode: "verify-ca" } }, says: "verify-ca" },
		{ name: "require", with: { connection: { ...postgresServer.connection, tlsMode: "require" } }, says: "require" },
		{ name: "plaintext", with: { connection: { ...postgresServer.connection, tlsMode: "disable" } }, severity: "medium" },
	],
	indeterminate: [{ name: "the server was not reached", with: unreadSql("version"), says: "denied" }],
});
