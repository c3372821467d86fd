import { grantsOf } from "../../core/granted.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isEveryResource, shownGrants } from "./judge/grants.ts";

export const iamPrincipalSecretsReadRestricted = defineRule({
	id: "iam-principal-secrets-read-restricted",
	title: "IAM principal may not read every secret",
	severity: "medium",
	resource: "iam.Principal",
	risk: "One compromised principal, say of one pod, reads the passwords of every database of the account.",
	recommendation: "Name the secrets in the Resource of the policy, or limit it by aws:ResourceTag or secretsmanager:ResourceTag.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"],
	related: {},
	evaluate(principal) {
		if (principal.managedByAws) return notApplicable(`${principal.name} is a role of AWS, which the account cannot change.`);
		const grants = grantsOf(principal.policies, "secretsmanager:GetSecretValue");
		const open = grants.filter(
			({ resource, statement }) =>
				isEveryResource(resource, "secretsmanager", "secret:") &&
				!statement.conditions.some(({ key, operator }) => /resourcetag\//.test(key) && /^String(Equals|Like)$/i.test(operator)),
		);
		if (open.length === 0) return pass(`${principal.name} may not read every secret.`, { grants: shownGrants(grants) });
		const explicit = open.filter((grant) => !grant.administrator);
		return explicit.length > 0
			? fail(`${principal.name} may read every secret of the account.`, { grants: shownGrants(explicit) })
			: fail(`${principal.name} is an administrator and may read every secret of the account.`, { grants: shownGrants(open) }, "low");
	},
});
