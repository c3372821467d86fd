import { iamServiceAccountRoleTrustScoped } from "../../../shared/rules/iam/iam-service-account-role-trust-scoped.ts";
import { policyOf, type Written } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF";
const statement = (condition?: Written, more: Written = {}): Written => ({
	Effect: "Allow",
	Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
	Action: "sts:AssumeRoleWithWebIdentity",
	...(condition ? { Condition: condition } : {}),
	...more,
});
const trust = (condition?: Written, more?: Written) => ({ trust: policyOf(statement(condition, more)) });
const claims = (sub: string | string[], aud?: string | string[]) => ({
	[`${issuer}:sub`]: sub,
	...(aud ? { [`${issuer}:aud`]: aud } : {}),
});
const account = "system:serviceaccount:payments:api";
const sts = "sts.amazonaws.com";

testRule(iamServiceAccountRoleTrustScoped, {
	pass: [
		{ name: "one service account", says: account, evidence: { subjects: [[account]], audiences: [[sts]] } },
		{ name: "all of a namespace", with: trust({ StringLike: claims("system:serviceaccount:payments:*", sts) }) },
		{ name: "two service accounts", with: trust({ StringEquals: claims([account, "system:serviceaccount:orders:api"], sts) }) },
	],
	fail: [
		{ name: "no condition", with: trust(), says: "every service account", evidence: { subjects: [null] } },
		{
			name: "no condition on the issuer of a dual-stack cluster",
			with: trust(undefined, { Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/oidc-eks.eu-west-1.api.aws/id/AB" } }),
		},
		{
			name: "no condition in China",
			with: trust(undefined, { Principal: { Federated: "arn:aws-cn:iam::1:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/AB" } }),
		},
		{ name: "only an audience", with: trust({ StringEquals: { [`${issuer}:aud`]: sts } }), says: "every service account" },
		{ name: "any namespace", with: trust({ StringLike: claims("system:serviceaccount:*:api", sts) }), says: "any namespace" },
		{ name: "a pattern of namespaces", with: trust({ StringLike: claims("system:serviceaccount:pay?ents:api", sts) }) },
		{ name: "any subject", with: trust({ StringLike: claims("*", sts) }) },
		{ name: "any subject of the kind", with: trust({ StringLike: claims("system:serviceaccount:*", sts) }) },
		{
			name: "an open value beside a named one",
			with: trust({ StringLike: claims([account, "*:*:payments:api"], sts) }),
			says: /any namespace: \*:/,
		},
		{ name: "another kind of subject", with: trust({ StringLike: claims("system:*:payments:api", sts) }) },
		{ name: "no name", with: trust({ StringLike: claims("system:serviceaccount:payments", sts) }) },
		{ name: "no namespace", with: trust({ StringLike: claims("system:serviceaccount::api", sts) }) },
		{ name: "all but one", with: trust({ StringNotEquals: claims(account, sts) }), says: "every service account" },
		{ name: "one open statement", with: { trust: policyOf(statement({ StringEquals: claims(account, sts) }), statement()) } },
		{
			name: "one of two statements for any audience",
			with: { trust: policyOf(statement({ StringEquals: claims(account, sts) }), statement({ StringEquals: claims(account) })) },
			severity: "low",
		},
		{ name: "any audience", with: trust({ StringEquals: claims(account) }), says: "audience", severity: "low" },
		{
			name: "another audience",
			with: trust({ StringEquals: claims(account, [sts, "vault"]) }),
			severity: "low",
			evidence: { audiences: [[sts, "vault"]] },
		},
	],
	notApplicable: [
		{ name: "a user", with: { type: "user", trust: undefined }, says: "is no role" },
		{
			name: "trust in a service",
			with: { trust: policyOf({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }) },
		},
		{
			name: "trust in another provider",
			with: trust(undefined, { Principal: { Federated: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" } }),
		},
		{ name: "a Deny", with: trust(undefined, { Effect: "Deny" }) },
		{ name: "trust in anybody for another action", with: trust(undefined, { Principal: "*", Action: "sts:*" }) },
	],
	indeterminate: [{ name: "no trust policy", with: { trust: undefined }, says: "AssumeRolePolicyDocument" }],
});
