import { defineRule } from "../../core/rule.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresPasswordEncryptionScram = defineRule({
	id: "postgres-password-encryption-scram",
	title: "New passwords are stored as SCRAM verifiers",
	severity: "high",
	resource: "postgres.Server",
	risk: "An MD5 hash is as good as the password: whoever reads it can log in with it, and it is cracked quickly.",
	recommendation: "Set password_encryption = scram-sha-256, reload, and have every password set again.",
	links: ["https://www.postgresql.org/docs/current/auth-password.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "password_encryption", (value) => value === "scram-sha-256", "be scram-sha-256");
	},
});
