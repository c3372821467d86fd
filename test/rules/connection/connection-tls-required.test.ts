import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionTlsRequired } from "../../../shared/rules/connection/connection-tls-required.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
testRule(connectionTlsRequired, {
	pass: [
		{ name: "encrypted", says: "encrypted with TLSv1.3", evidence: { tls: true } },
		{ name: "encrypted by GSSAPI", with: { tls: seen({ enabled: true, cipher: "GSSAPI" }) }, says: "is encrypted." },
	],
	fail: [
		{ name: "plaintext", with: { tls: seen({ enabled: false }) }, says: "plaintext", evidence: { tls: false } },
		{ name: "replication in plaintext, which carries everything", with: { tls: seen({ enabled: false }), purpose: "replication" } },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{
			name: "within the host",
			with: { tls: seen({ enabled: false }), client: { kind: "local" as const, searched: [], addresses: ["127.0.0.1"] } },
			says: "never leaves",
		},
	],
	indeterminate: [{ name: "denied", with: { tls: denied }, says: "denied" }],
});
