import { defineRule } from "../../core/rule.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigPasswordEncryptionScram = defineRule({
	id: "kubernetes-config-password-encryption-scram",
	title: "ConfigMap of PostgreSQL stores new passwords as SCRAM verifiers",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "An MD5 hash is as good as the password: whoever reads it can log in with it, and it is cracked quickly.",
	recommendation: "Set password_encryption = scram-sha-256 in postgresql.conf, roll the pods, and have every password set again.",
	links: ["https://www.postgresql.org/docs/current/auth-password.html"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "password_encryption",
			secure: (value) => value.toLowerCase() === "scram-sha-256",
			must: "be scram-sha-256, which is the default from PostgreSQL 14 on only",
		});
	},
});
