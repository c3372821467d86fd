import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountRoleTrustScoped } from "../../../shared/rules/kubernetes/kubernetes-service-account-role-trust-scoped.ts";
import type { serviceAccount } from "../../support/compliant/kubernetes.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
const sub = `${issuer}:sub`;
const own = "system:serviceaccount:orders:orders-api";
const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };

const statement = (condition: object | undefined) => ({
	Effect: "Allow",
	Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
	Action: "sts:AssumeRoleWithWebIdentity",
	Condition: condition,
});

/** The compliant role with another condition. */
const trusting = (condition: object | undefined): Pick<typeof serviceAccount, "role"> => ({
	role: seen({
		arn: "arn:aws:iam::123456789012:role/orders-api",
		exists: true,
		trust: { json: JSON.stringify({ Version: "2012-10-17", Statement: [statement(condition)] }) },
	}),
});

testRule(kubernetesServiceAccountRoleTrustScoped, {
	pass: [
		{
			name: "exactly it, by evidence",
			evidence: { subjects: [["system:serviceaccount:orders:orders-api"]], audiences: [["sts.amazonaws.com"]] },
		},
		{ name: "exactly it", says: '"system:serviceaccount:orders:orders-api"' },
		{
			name: "it and another by name",
			with: trusting({
				StringEquals: { [sub]: ["system:serviceaccount:orders:orders-api", "system:serviceaccount:orders:worker"], ...aud },
			}),
			says: "worker",
		},
		{
			name: "StringLike without a pattern",
			with: trusting({ StringLike: { [sub]: "system:serviceaccount:orders:orders-api" }, StringEquals: aud }),
		},
	],
	fail: [
		{
			name: "two audiences",
			with: trusting({ StringEquals: { [sub]: own, [`${issuer}:aud`]: ["sts.amazonaws.com", "elsewhere"] } }),
			severity: "low",
		},
		{ name: "no condition, by evidence", with: trusting({ StringEquals: aud }), evidence: { subjects: [null] } },
		{
			name: "two statements, one of them without an audience",
			with: {
				role: seen({
					arn: "arn:aws:iam::123456789012:role/orders-api",
					exists: true,
					trust: {
						json: JSON.stringify({
							Statement: [statement({ StringEquals: { [sub]: own, ...aud } }), statement({ StringEquals: { [sub]: own } })],
						}),
					},
				}),
			},
			severity: "low",
		},
		{ name: "no condition on the subject", with: trusting({ StringEquals: aud }), says: "trusts every service account" },
		{ name: "no condition at all", with: trusting(undefined) },
		{
			name: "another issuer's subject",
			with: trusting({
				StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/XYZ:sub": "system:serviceaccount:orders:orders-api", ...aud },
			}),
			says: "trusts every service account",
		},
		{
			name: "any namespace",
			with: trusting({ StringLike: { [sub]: "system:serviceaccount:*:orders-api" }, StringEquals: aud }),
			says: "service accounts of any namespace",
		},
		{
			name: "a pattern within the namespace",
			with: trusting({ StringLike: { [sub]: "system:serviceaccount:orders:*" }, StringEquals: aud }),
			says: "whatever is called",
			severity: "medium",
		},
		{
			name: "one letter left open",
			with: trusting({ StringLike: { [sub]: "system:serviceaccount:orders:orders-ap?" }, StringEquals: aud }),
			severity: "medium",
		},
		{ name: "no audience", with: trusting({ StringEquals: { [sub]: own } }), says: "audience of tokens", severity: "low" },
		{
			name: "another audience",
			with: trusting({ StringEquals: { [sub]: own, [`${issuer}:aud`]: "elsewhere" } }),
			severity: "low",
		},
		{
			name: "other service accounts alone",
			with: trusting({ StringEquals: { [sub]: "system:serviceaccount:orders:worker", ...aud } }),
			says: "trusts other service accounts alone",
			severity: "low",
		},
		{
			name: "the issuer of another cluster",
			with: { oidcIssuer: seen("oidc.eks.eu-west-1.amazonaws.com/id/OTHER") },
			says: "does not trust the issuer of its cluster",
			severity: "low",
		},
	],
	notApplicable: [
		{ name: "no annotation", with: { roleArn: undefined, role: undefined }, says: "names no IAM role" },
		{
			name: "no such role",
			with: { role: seen({ arn: "arn:aws:iam::123456789012:role/orders-api", exists: false }) },
			says: "does not exist",
		},
	],
	indeterminate: [
		{ name: "IAM was not read", with: { role: notRead }, says: "denied" },
		{
			name: "the trust policy was not read",
			with: { role: seen({ arn: "arn:aws:iam::123456789012:role/orders-api", exists: true }) },
			says: "was not read",
		},
		{ name: "the issuer was not read", with: { oidcIssuer: notRead }, says: "denied" },
		{
			name: "the trust policy is none",
			with: { role: seen({ arn: "arn:aws:iam::123456789012:role/orders-api", exists: true, trust: { json: "{" } }) },
			says: "not JSON",
		},
	],
});
