import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionServerVerified } from "../../../shared/rules/connection/connection-server-verified.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const tls = (value: object) => ({
	tls: seen({ enabled: true, version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", clientMode: "verify-full", ...value }),
});
testRule(connectionServerVerified, {
	pass: [
		{ name: "verify-full", says: "verifies the server by name", evidence: { clientMode: "verify-full" } },
		{ name: "MySQL", with: tls({ clientMode: "VERIFY_IDENTITY" }) },
	],
	fail: [
		{ name: "the issuer only", with: tls({ clientMode: "verify-ca" }), severity: "low", says: "verify-ca" },
		{ name: "nothing but encryption", with: tls({ clientMode: "require" }), severity: "medium" },
		{ name: "TLS if it can be had", with: tls({ clientMode: "prefer" }), severity: "high" },
		{ name: "nothing at all", with: tls({ clientMode: "unset" }), severity: "high", says: "does not ask for TLS" },
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
		{ name: "plaintext", with: tls({ enabled: false }), says: "connection-tls-required" },
	],
	indeterminate: [
		{ name: "denied", with: { tls: denied }, says: "denied" },
		{ name: "a mode that a Secret decides", with: tls({ clientMode: undefined }), says: "does not show how" },
		{ name: "a mode that nobody knows", with: tls({ clientMode: "perhaps" }), says: "perhaps" },
	],
});
