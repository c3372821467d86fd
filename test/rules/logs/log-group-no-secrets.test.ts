import { seen } from "../../../shared/core/observed.ts";
import { logGroupNoSecrets } from "../../../shared/rules/logs/log-group-no-secrets.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(logGroupNoSecrets, {
	pass: [
		{ name: "nothing found", says: "None of the 100 inspected events", evidence: { eventsRead: 100, kinds: {} } },
		{ name: "kinds of which none was found", with: { secretsFound: seen({ eventsRead: 1, kinds: { password: 0 } }) } },
	],
	fail: [
		{
			name: "a password and keys",
			with: { secretsFound: seen({ eventsRead: 7, kinds: { password: 1, "access key": 3, token: 0 } }) },
			says: "password (1), access key (3).",
			evidence: { kinds: { password: 1, "access key": 3 } },
		},
	],
	notApplicable: [
		{ name: "not inspected", with: { secretsFound: undefined }, says: "were not inspected" },
		{ name: "no events", with: { secretsFound: seen({ eventsRead: 0, kinds: {} }) }, says: "no recent events" },
	],
	indeterminate: [
		{ name: "events were not read", with: { secretsFound: denied("logs", "FilterLogEvents") }, says: "logs:FilterLogEvents" },
	],
});
