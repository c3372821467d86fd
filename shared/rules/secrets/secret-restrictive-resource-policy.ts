import { need } from "../../core/observed.ts";
import { coversAction, isEverybody, parsePolicy, type Statement } from "../../core/policy.ts";
import { sparesOnlyNamed } from "../../core/policy-conditions.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { scheduledForDeletion } from "./judge/secret.ts";

export const secretRestrictiveResourcePolicy = defineRule({
	id: "secret-restrictive-resource-policy",
	title: "Secret's resource policy denies all but named readers",
	severity: "low",
	resource: "secretsmanager.Secret",
	risk: "Every principal of the account whose policy allows secretsmanager:GetSecretValue broadly can read the password.",
	recommendation: "Add a Deny of secretsmanager:GetSecretValue for all principals with StringNotEquals on aws:PrincipalArn of the readers.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"],
	related: { prowler: ["secretsmanager_has_restrictive_resource_policy"] },
	evaluate(secret) {
		const gone = scheduledForDeletion(secret);
		if (gone) return gone;
		if (secret.owningService) return notApplicable(`${secret.name} is kept by ${secret.owningService}, which needs its own access.`);
		const document = need(secret.policy);
		if (document === null) return fail(`${secret.name} has no resource policy.`, { policy: false });
		const denials = parsePolicy(document).filter(deniesAllButNamed);
		const evidence = { policy: true, denials: denials.length };
		return denials.length > 0
			? pass(`${secret.name} denies its value to all but named principals.`, evidence)
			: fail(`The policy of ${secret.name} does not deny its value to principals that it does not name.`, evidence);
	},
});

function deniesAllButNamed(statement: Statement): boolean {
	if (statement.effect !== "Deny" || !coversAction(statement, "secretsmanager:GetSecretValue")) return false;
	if (statement.notPrincipals) return statement.notPrincipals !== "*" && statement.conditions.every(sparesOnlyNamed);
	return isEverybody(statement) && statement.conditions.length > 0 && statement.conditions.every(sparesOnlyNamed);
}
