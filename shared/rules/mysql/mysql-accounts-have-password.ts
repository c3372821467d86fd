import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

/** Plugins that prove who somebody is without a password of the server's own. */
const passwordless: readonly string[] = [
	"unix_socket",
	"auth_socket",
	"awsauthenticationplugin",
	"authentication_ldap_simple",
	"authentication_ldap_sasl",
	"authentication_pam",
	"pam",
	"gssapi",
	"authentication_kerberos",
	"mysql_no_login",
	"authentication_webauthn",
];

export const mysqlAccountsHavePassword = defineRule({
	id: "mysql-accounts-have-password",
	title: "Every MySQL account has a password or a stronger proof",
	severity: "critical",
	resource: "mysql.Server",
	risk: "Whoever knows the name of the account is logged in.",
	recommendation: "ALTER USER 'name'@'host' IDENTIFIED BY \u2026, or ACCOUNT LOCK for the accounts that are named.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/assigning-passwords.html"],
	related: {},
	evaluate(server) {
		const found = people(server).filter(({ hasPassword, plugin }) => !hasPassword && !passwordless.includes(plugin.toLowerCase()));
		return expectNone(server, found.map(accountName), {
			pass: "every account needs a proof",
			fail: (list) => `accounts have no password: ${list}`,
		});
	},
});
