import { connectionUserNotDefault } from "../../../shared/rules/connection/connection-user-not-default.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(connectionUserNotDefault, {
	pass: [
		{ name: "a name of its own" },
		{ name: "no name", with: { user: undefined } },
		{ name: "postgres, where that is allowed", with: { user: "postgres" }, parameters: { defaultUsers: [] } },
	],
	fail: [
		{ name: "postgres", with: { user: "postgres" }, says: '"postgres"', evidence: { user: "postgres" } },
		{ name: "root", with: { user: "root" } },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "within the host",
			with: { user: "postgres", client: { kind: "local" as const, searched: [], addresses: ["127.0.0.1"] } },
			says: "never leaves",
		},
	],
});
