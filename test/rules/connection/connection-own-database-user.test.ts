import { connectionOwnDatabaseUser } from "../../../shared/rules/connection/connection-own-database-user.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(connectionOwnDatabaseUser, {
	pass: [
		{ name: "alone", says: "no other service" },
		{ name: "a function", with: { client: { kind: "lambda", searched: [], addresses: [] } } },
		{ name: "an instance", with: { client: { kind: "ec2", searched: [], addresses: [] } } },
	],
	fail: [{ name: "shared", with: { sharedWith: ["billing/billing-api"] }, says: "billing/billing-api" }],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "a client that is not known",
			with: { client: { kind: "unknown" as const, searched: [], addresses: ["10.9.9.9"] }, sharedWith: ["x"] },
			says: "no service that is known",
		},
		{ name: "a node", with: { client: { kind: "node", searched: [], addresses: [] } }, says: "no service that is known" },
		{ name: "a proxy", with: { client: { kind: "proxy", searched: [], addresses: [] } }, says: "proxy" },
	],
});
