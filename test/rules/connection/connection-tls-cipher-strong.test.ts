import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionTlsCipherStrong } from "../../../shared/rules/connection/connection-tls-cipher-strong.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const tls = (value: object) => ({ tls: seen({ enabled: true, version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", ...value }) });
testRule(connectionTlsCipherStrong, {
	pass: [
		{ name: "a suite of TLS 1.3", evidence: { cipher: "TLS_AES_256_GCM_SHA384" } },
		{ name: "ECDHE", with: tls({ cipher: "ECDHE-RSA-AES128-GCM-SHA256" }) },
		{ name: "DHE", with: tls({ cipher: "DHE-RSA-AES256-GCM-SHA384" }) },
	],
	fail: [
		{ name: "3DES", with: tls({ cipher: "ECDHE-RSA-DES-CBC3-SHA" }), says: "weak suite" },
		{ name: "RC4", with: tls({ cipher: "RC4-SHA" }), says: "weak suite" },
		{ name: "anonymous", with: tls({ cipher: "ADH-AES256-GCM-SHA384" }), says: "weak suite" },
		{ name: "without forward secrecy", with: tls({ cipher: "AES256-GCM-SHA384" }), says: "forward secrecy", severity: "low" },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "plaintext", with: tls({ enabled: false }), says: "connection-tls-required" },
		{ name: "GSSAPI", with: tls({ cipher: "GSSAPI" }), says: "GSSAPI" },
	],
	indeterminate: [
		{ name: "denied", with: { tls: denied }, says: "denied" },
		{ name: "a suite that is not shown", with: tls({ cipher: undefined }), says: "does not show" },
		{ name: "an empty suite", with: tls({ cipher: "" }), says: "does not show" },
	],
});
