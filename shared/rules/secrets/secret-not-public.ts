import { defineRule } from "../../core/rule.ts";
import { judgeNotPublic } from "../judge/policy.ts";
import { scheduledForDeletion } from "./judge/secret.ts";

export const secretNotPublic = defineRule({
	id: "secret-not-public",
	title: "Secret's resource policy does not let everybody in",
	severity: "critical",
	resource: "secretsmanager.Secret",
	risk: "Any AWS account can read the password, provided that the key admits it too, and with it enter the database.",
	recommendation:
		"Name principals in the resource policy or add a condition on aws:PrincipalOrgID, and put policies with BlockPublicPolicy.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"],
	related: { prowler: ["secretsmanager_not_publicly_accessible"] },
	// AWS refuses to show the policy of such a secret, and its value to everybody.
	evaluate: (secret) => scheduledForDeletion(secret) ?? judgeNotPublic(secret),
});
