import { postgresDataChecksumsOn } from "../../../shared/rules/postgres/postgres-data-checksums-on.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresDataChecksumsOn, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "off", with: changed({ data_checksums: "off" }), says: "data_checksums", evidence: { value: "off" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ data_checksums: undefined }), says: "does not show data_checksums" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ data_checksums: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
