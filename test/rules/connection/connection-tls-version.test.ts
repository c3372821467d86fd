import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionTlsVersion } from "../../../shared/rules/connection/connection-tls-version.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const tls = (value: object) => ({ tls: seen({ enabled: true, version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", ...value }) });
testRule(connectionTlsVersion, {
	pass: [
		{ name: "TLS 1.3" },
		{ name: "TLS 1.2", with: tls({ version: "TLSv1.2" }) },
		{ name: "replication", with: { purpose: "replication" } },
	],
	fail: [
		{ name: "TLS 1.1", with: tls({ version: "TLSv1.1" }), says: "TLSv1.1", evidence: { version: "TLSv1.1" } },
		{ name: "TLS 1.0", with: tls({ version: "TLSv1" }) },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "plaintext", with: tls({ enabled: false }), says: "connection-tls-required" },
		{ name: "GSSAPI", with: tls({ cipher: "GSSAPI", version: undefined }), says: "GSSAPI" },
	],
	indeterminate: [
		{ name: "denied", with: { tls: denied }, says: "denied" },
		{ name: "a version that is not shown", with: tls({ version: undefined }), says: "does not show" },
	],
});
