import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionMaxAge } from "../../../shared/rules/connection/connection-max-age.ts";
import { days, testRule } from "../../support/rule-table.ts";

const unsupported = unread({ service: "connection", operation: "session start", cause: "unsupported", message: "servers do not show it" });
testRule(connectionMaxAge, {
	pass: [
		{ name: "an hour", says: "2026-06-15T11:00:00.000Z" },
		{ name: "a day to the second", with: { oldestSession: seen(days(-1)) } },
		{ name: "as long as allowed", with: { oldestSession: seen(days(-2)) }, parameters: { maximumHours: 48 } },
	],
	fail: [
		{ name: "longer than a day", with: { oldestSession: seen(days(-1.001)) }, says: "more than 24 hours", evidence: { maximumHours: 24 } },
		{ name: "open for longer, whenever it began", with: { oldestSession: unsupported, openSince: days(-1.001) }, says: "at least" },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
	],
	indeterminate: [
		{ name: "a start that is not known", with: { oldestSession: unsupported }, says: "do not show" },
		{ name: "a start that is not known, open for a while", with: { oldestSession: unsupported, openSince: days(-1) }, says: "do not show" },
	],
});
