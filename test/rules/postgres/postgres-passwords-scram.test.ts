import { seen } from "../../../shared/core/observed.ts";
import { postgresPasswordsScram } from "../../../shared/rules/postgres/postgres-passwords-scram.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresPasswordsScram, {
	pass: [
		{ name: "SCRAM" },
		{ name: "no password", with: { passwordTypes: seen({ postgres: "none", orders_app: "scram-sha-256" }) } },
		{ name: "MD5 of a role that cannot log in", with: { passwordTypes: seen({ pg_monitor: "md5" }) } },
	],
	fail: [
		{ name: "MD5", with: { passwordTypes: seen({ orders_app: "md5" }) }, says: "orders_app (md5)" },
		{ name: "something else", with: { passwordTypes: seen({ orders_app: "other" }) } },
	],
	indeterminate: [{ name: "hashes are not for the scanner", with: unreadSql("passwordTypes"), says: "denied" }],
});
