import { postgresTlsMinimumVersion } from "../../../shared/rules/postgres/postgres-tls-minimum-version.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresTlsMinimumVersion, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "TLSv1.3", with: changed({ ssl_min_protocol_version: "TLSv1.3" }) },
	],
	fail: [
		{ name: "TLSv1", with: changed({ ssl_min_protocol_version: "TLSv1" }), says: "ssl_min_protocol_version", evidence: { value: "TLSv1" } },
		{
			name: "TLSv1.1",
			with: changed({ ssl_min_protocol_version: "TLSv1.1" }),
			says: "ssl_min_protocol_version",
			evidence: { value: "TLSv1.1" },
		},
		{ name: "empty", with: changed({ ssl_min_protocol_version: "" }), says: "ssl_min_protocol_version", evidence: { value: "" } },
		{ name: "1.2 where 1.3 is demanded", parameters: { minimumVersion: "TLSv1.3" }, says: "at least TLSv1.3" },
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changed({ ssl_min_protocol_version: undefined }),
			says: "does not show ssl_min_protocol_version",
		},
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ ssl_min_protocol_version: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
