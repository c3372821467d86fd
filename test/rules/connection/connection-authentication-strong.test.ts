import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionAuthenticationStrong } from "../../../shared/rules/connection/connection-authentication-strong.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const by = (method: string) => ({ authentication: seen({ method, basis: "hba" as const }) });
const unclear = { production: unread({ service: "connection", operation: "environment", cause: "notFound", message: "nothing tells" }) };
testRule(connectionAuthenticationStrong, {
	pass: [
		{ name: "IAM", says: "iam", evidence: { method: "iam", basis: "role" } },
		{ name: "a certificate", with: by("cert") },
		{ name: "IAM where nothing tells of production", with: unclear },
		{ name: "a password that is allowed", with: by("scram-sha-256"), parameters: { acceptedMethods: ["scram-sha-256"] } },
	],
	fail: [
		{ name: "no proof", with: by("trust"), severity: "critical", says: "without any proof" },
		{
			name: "no proof within the host",
			with: { ...by("trust"), client: { kind: "local" as const, searched: [], addresses: ["127.0.0.1"] } },
			severity: "medium",
		},
		{ name: "no proof outside production", with: { ...by("trust"), production: seen(false) }, severity: "critical" },
		{ name: "a password in clear", with: by("password"), severity: "high", says: '"password"' },
		{ name: "md5", with: by("md5"), severity: "high", says: '"md5"' },
		{ name: "SHA-1", with: by("mysql_native_password"), severity: "high" },
		{ name: "SCRAM", with: by("scram-sha-256"), says: '"scram-sha-256"', evidence: { production: true } },
		{ name: "caching_sha2_password", with: by("caching_sha2_password") },
		{ name: "IAM, when only certificates are accepted", parameters: { acceptedMethods: ["cert"] } },
		{
			name: "a password where what is unknown counts as production",
			with: { ...by("md5"), ...unclear },
			parameters: { unclassified: "production" },
			severity: "high",
		},
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{ name: "a password outside production", with: { ...by("md5"), production: seen(false) }, says: "not production" },
		{ name: "a password where what is unknown does not count", with: { ...by("md5"), ...unclear }, parameters: { unclassified: "other" } },
	],
	indeterminate: [
		{ name: "denied", with: { authentication: denied }, says: "denied" },
		{ name: "a password where nothing tells of production", with: { ...by("scram-sha-256"), ...unclear }, says: "nothing tells" },
		{ name: "a plugin that is not known", with: by("new_plugin"), says: "new_plugin" },
	],
});
