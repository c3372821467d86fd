import { defineRule } from "../../core/rule.ts";
import { judgeParameter, leftAlone, majorOf } from "./judge/operator.ts";

export const kubernetesOperatorPasswordEncryptionScram = defineRule({
	id: "kubernetes-operator-password-encryption-scram",
	title: "Database of an operator stores new passwords as SCRAM verifiers",
	severity: "high",
	resource: "kubernetes.OperatorDatabase",
	risk: "An MD5 hash is as good as the password: whoever reads it can log in with it, and it is cracked quickly.",
	recommendation: "Set the parameter password_encryption to scram-sha-256 in the custom resource, and have every password set again.",
	links: ["https://www.postgresql.org/docs/current/auth-password.html"],
	related: {},
	evaluate(database) {
		return judgeParameter(database, {
			name: "password_encryption",
			byDefault: (majorOf(database) ?? 0) >= 14 ? leftAlone(database, "scram-sha-256") : undefined,
			secure: (value) => value.toLowerCase() === "scram-sha-256",
			must: "be scram-sha-256",
		});
	},
});
