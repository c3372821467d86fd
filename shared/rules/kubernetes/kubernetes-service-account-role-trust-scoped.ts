import { need, Unobserved } from "../../core/observed.ts";
import { parsePolicy } from "../../core/policy.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { audience, claimValues, namesNamespace, trustsProvider } from "../iam/judge/web-identity.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { noRole, roleOf } from "./judge/role.ts";

export const kubernetesServiceAccountRoleTrustScoped = defineRule({
	id: "kubernetes-service-account-role-trust-scoped",
	title: "IAM role of a service account trusts exactly that service account",
	severity: "high",
	resource: "kubernetes.ServiceAccount",
	risk: "Other pods of the cluster can assume the role and with it reach the databases and secrets that it opens.",
	recommendation:
		"Add StringEquals conditions on the :sub (system:serviceaccount:namespace:name) and :aud (sts.amazonaws.com) of the cluster's issuer.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
	],
	related: { others: ["kube-bench:5.2.1"] },
	evaluate(account) {
		const aside = noRole(account);
		if (aside) return aside;
		const role = roleOf(account);
		const called = nameOf(account);
		if (!role.exists) return notApplicable(`The role of ${called} does not exist, which kubernetes-service-account-role-exists judges.`);
		if (role.trust === undefined) throw new Unobserved(`The trust policy of ${quoted(role.arn)} was not read.`);
		const issuer = need(account.oidcIssuer);
		const trust = parsePolicy(role.trust).filter((statement) =>
			trustsProvider(statement, (provider) => provider.endsWith(`:oidc-provider/${issuer}`)),
		);
		if (trust.length === 0)
			return fail(
				`The role ${quoted(role.arn)} of ${called} does not trust the issuer of its cluster.`,
				{ role: role.arn, trusting: 0 },
				"low",
			);
		const subjects = trust.map((statement) => claimValues(statement, `${issuer}:sub`));
		const audiences = trust.map((statement) => claimValues(statement, `${issuer}:aud`));
		const evidence = {
			role: role.arn,
			subjects: subjects.map((values) => values?.slice(0, 10) ?? null),
			audiences: audiences.map((values) => values ?? null),
		};
		const named = subjects.flatMap((values) => values ?? []);
		const everywhere = named.filter((subject) => !namesNamespace(subject));
		const patterns = named.filter((subject) => /[*?]/.test(subject));
		if (subjects.includes(undefined))
			return fail(`The role ${quoted(role.arn)} of ${called} trusts every service account of the cluster.`, evidence);
		if (everywhere.length > 0)
			return fail(`The role ${quoted(role.arn)} of ${called} trusts service accounts of any namespace: ${listed(everywhere)}.`, evidence);
		if (patterns.length > 0)
			return fail(`The role ${quoted(role.arn)} of ${called} trusts whatever is called ${listed(patterns)}.`, evidence, "medium");
		if (audiences.some((values) => values === undefined || values.some((value) => value !== audience)))
			return fail(`The role ${quoted(role.arn)} of ${called} does not limit the audience of tokens to ${audience}.`, evidence, "low");
		if (!named.includes(`system:serviceaccount:${account.namespace}:${account.name}`))
			return fail(`The role ${quoted(role.arn)} of ${called} trusts other service accounts alone: ${listed(named)}.`, evidence, "low");
		return pass(`The role ${quoted(role.arn)} of ${called} trusts ${listed(named)}.`, evidence);
	},
});
