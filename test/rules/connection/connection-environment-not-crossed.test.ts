import { connectionEnvironmentNotCrossed } from "../../../shared/rules/connection/connection-environment-not-crossed.ts";
import { connection } from "../../support/compliant/connection.ts";
import { testRule } from "../../support/rule-table.ts";

const client = (differences: object) => ({ client: { ...connection.client, ...differences } });
testRule(connectionEnvironmentNotCrossed, {
	pass: [
		{ name: "production both", says: "within production" },
		{ name: "neither", with: { ...client({ production: false }), databaseProduction: false }, says: "outside production" },
		{ name: "a node", with: client({ kind: "node" }) },
		{ name: "a function", with: client({ kind: "lambda" }) },
		{ name: "an instance", with: client({ kind: "ec2" }) },
	],
	fail: [
		{
			name: "a test on production",
			with: client({ production: false }),
			says: "not production uses a production",
			evidence: { clientProduction: false },
		},
		{ name: "production on a test database", with: { databaseProduction: false }, severity: "medium" },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{ name: "a client that is not known", with: client({ kind: "unknown" }), says: "no service that is known" },
	],
	indeterminate: [
		{ name: "a database of which nothing tells", with: { databaseProduction: undefined }, says: "whether the database" },
		{ name: "a client of which nothing tells", with: client({ production: undefined }), says: "whether the client" },
	],
});
