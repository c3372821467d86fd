import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const secretCustomerKey = defineRule({
	id: "secret-customer-key",
	title: "Secret is encrypted with a usable customer managed key",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "With aws/secretsmanager whoever may read the secret may also decrypt it; a key of yours adds a second, separate permission and its own audit.",
	recommendation: "Encrypt the secret with an enabled customer managed key whose policy admits only its readers.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"],
	related: {
		awsConfig: ["secretsmanager-using-cmk"],
		others: ["cloudsploit:secretsManagerEncrypted", "steampipe:secretsmanager_secret_encrypted_with_kms_cmk"],
	},
	evaluate(secret) {
		if (!secret.kmsKeyId) return fail(`${secret.name} names no key, so that AWS manages the one that encrypts it.`, { key: null });
		const { arn, manager, state } = need(secret.kmsKey);
		const evidence = { key: arn, manager, state };
		if (manager !== "CUSTOMER") return fail(`${secret.name} is encrypted with a key that AWS manages.`, evidence);
		// Whether a key that its owner does not show is enabled is judged with its owner.
		if (state !== "Enabled" && state !== "Foreign")
			return fail(`The key of ${secret.name} is ${state}, so that the secret cannot be read.`, evidence, "high");
		return pass(`${secret.name} is encrypted with a customer managed key.`, evidence);
	},
});
