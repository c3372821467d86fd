import { seen } from "../../../shared/core/observed.ts";
import { mysqlAccountsRequireTls } from "../../../shared/rules/mysql/mysql-accounts-require-tls.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAccountsRequireTls, {
	pass: [
		{ name: "any TLS" },
		{ name: "a client certificate", with: { accounts: seen([mysqlAccount("a", { tls: "x509" })]) } },
		{
			name: "the host itself",
			with: {
				accounts: seen([
					mysqlAccount("a", { tls: "none", host: "localhost" }),
					mysqlAccount("b", { tls: "none", host: "127.0.0.1" }),
					mysqlAccount("c", { tls: "none", host: "::1" }),
				]),
			},
		},
		{ name: "a role", with: { accounts: seen([mysqlAccount("a", { tls: "none", role: true })]) } },
	],
	fail: [{ name: "none", with: { accounts: seen([mysqlAccount("a", { tls: "none" })]) }, says: '"a@10.0.3.%"' }],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
