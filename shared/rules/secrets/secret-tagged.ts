import { defineRule } from "../../core/rule.ts";
import { judgeTags, requiredTags } from "../judge/tags.ts";

export const secretTagged = defineRule({
	id: "secret-tagged",
	title: "Secret is tagged",
	severity: "low",
	resource: "secretsmanager.Secret",
	risk: "Without tags nobody knows who owns the secret, and policies that grant access by tag do not cover it.",
	recommendation: "Tag the secret with its owner and environment, or with the keys that your configuration requires.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/managing-secrets_tagging.html"],
	related: { securityHub: ["SecretsManager.5"], awsConfig: ["tagged-secretsmanager-secret"], others: ["cloudsploit:secretHasTags"] },
	parameters: { requiredTags },
	evaluate: (secret, { parameters }) => judgeTags(secret, parameters.requiredTags),
});
