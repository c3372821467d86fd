import { seen } from "../../../shared/core/observed.ts";
import { postgresUntrustedLanguagesAbsent } from "../../../shared/rules/postgres/postgres-untrusted-languages-absent.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresUntrustedLanguagesAbsent, {
	pass: [{ name: "plpgsql" }],
	fail: [
		{
			name: "plpython3u",
			with: {
				languages: seen([
					{ name: "plpgsql", trusted: true },
					{ name: "plpython3u", trusted: false },
				]),
			},
			says: '"plpython3u"',
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("languages"), says: "denied" }],
});
