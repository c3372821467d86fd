import { postgresPasswordEncryptionScram } from "../../../shared/rules/postgres/postgres-password-encryption-scram.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresPasswordEncryptionScram, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [
		{ name: "md5", with: changed({ password_encryption: "md5" }), says: "password_encryption", evidence: { value: "md5" } },
		{ name: "on", with: changed({ password_encryption: "on" }), says: "password_encryption", evidence: { value: "on" } },
	],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ password_encryption: undefined }), says: "does not show password_encryption" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ password_encryption: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
