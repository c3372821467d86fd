import { connectionOwnServiceAccount } from "../../../shared/rules/connection/connection-own-service-account.ts";
import { connection } from "../../support/compliant/connection.ts";
import { testRule } from "../../support/rule-table.ts";

const pods = (differences: object) => ({ client: { ...connection.client, ...differences } });
testRule(connectionOwnServiceAccount, {
	pass: [{ name: "its own", says: "as nothing else does", evidence: { serviceAccount: "orders-api" } }],
	fail: [
		{ name: "the default one", with: pods({ serviceAccount: "default" }), says: "default" },
		{ name: "shared", with: pods({ serviceAccountSharedWith: ["billing-api"] }), says: "billing-api" },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "a client that is not known",
			with: { client: { kind: "unknown" as const, searched: [], addresses: ["10.9.9.9"] } },
			says: "no known pod",
		},
	],
	indeterminate: [
		{ name: "an account that is not known", with: pods({ serviceAccount: undefined }), says: "not known" },
		{ name: "others that are not known", with: pods({ serviceAccountSharedWith: undefined }), says: "not known" },
	],
});
