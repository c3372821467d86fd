import { reported } from "../../core/observed.ts";
import { parsePolicy, type Statement } from "../../core/policy.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { audience, claimValues, namesNamespace, trustsProvider } from "./judge/web-identity.ts";

export const iamServiceAccountRoleTrustScoped = defineRule({
	id: "iam-service-account-role-trust-scoped",
	title: "IAM role of a Kubernetes service account trusts only that service account",
	severity: "high",
	resource: "iam.Principal",
	risk: "Without a condition on the subject every pod of the cluster can assume the role and with it reach the database.",
	recommendation:
		"Add StringEquals conditions on the :sub (system:serviceaccount:namespace:name) and :aud (sts.amazonaws.com) of the issuer.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"],
	related: { others: ["kube-bench:5.2.1"] },
	evaluate(role) {
		if (role.type !== "role") return notApplicable(`${role.name} is no role.`);
		const trust = parsePolicy(reported(role.trust, "AssumeRolePolicyDocument")).filter(trustsClusterIssuer);
		if (trust.length === 0) return notApplicable(`${role.name} does not trust the OIDC issuer of an EKS cluster.`);
		const subjects = trust.map((statement) => claimValues(statement, ":sub"));
		const evidence = {
			subjects: subjects.map((values) => values ?? null).slice(0, 10),
			audiences: trust.map((statement) => claimValues(statement, ":aud") ?? null),
		};
		if (subjects.some((values) => values === undefined)) return fail(`${role.name} trusts every service account of the cluster.`, evidence);
		const loose = subjects.flatMap((values) => values ?? []).filter((value) => !namesNamespace(value));
		if (loose.length > 0) return fail(`${role.name} trusts service accounts of any namespace: ${loose.slice(0, 3).join(", ")}.`, evidence);
		return evidence.audiences.some((values) => values === null || values.some((value) => value !== audience))
			? fail(`${role.name} does not limit the audience of tokens to ${audience}.`, evidence, "low")
			: pass(
					`${role.name} trusts ${subjects
						.flatMap((values) => values ?? [])
						.slice(0, 3)
						.join(", ")}.`,
					evidence,
				);
	},
});

/** Issuers of EKS are `oidc.eks.REGION.…` in every partition, and `oidc-eks.REGION.api.aws` for dual-stack clusters. */
const trustsClusterIssuer = (statement: Statement): boolean =>
	trustsProvider(statement, (provider) => /:oidc-provider\/oidc[.-]eks\./.test(provider));
