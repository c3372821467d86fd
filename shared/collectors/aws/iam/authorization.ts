import type {
	AttachedPolicy,
	GetAccountAuthorizationDetailsResponse,
	GroupDetail,
	ManagedPolicyDetail,
	PolicyDetail,
	RoleDetail,
	UserDetail,
} from "@aws-sdk/client-iam";
import { seen, unread } from "../../../core/observed.ts";
import type { IamPolicy, IamPrincipal } from "../../../core/resources/iam.ts";
import type { PolicyDocument } from "../../../core/resources/schema.ts";
import type { Scope } from "../../../core/scope.ts";
import { isoTime, tagsOf } from "../shapes.ts";
import { concernsDatabases, trustsPods } from "./relevance.ts";

type Grants = IamPrincipal["policies"];

/**
 * The principals and customer managed policies of the pages of GetAccountAuthorizationDetails that rules look at: those with a policy over
 * rds-db, rds, kms or secretsmanager actions (wildcards and NotAction included), roles that pods may assume, and those of `kept`. All others are dropped,
 * because large accounts have thousands. A policy whose document is not in the answer keeps its place with an empty one, which no rule can
 * read and no rule passes.
 */
export function grantsOf(
	pages: readonly GetAccountAuthorizationDetailsResponse[],
	scope: Scope,
	kept: ReadonlySet<string> = new Set(),
): (IamPrincipal | IamPolicy)[] {
	const managed = new Map(
		pages.flatMap((page) => page.Policies ?? []).flatMap((policy) => (policy.Arn ? [[policy.Arn, defaultDocument(policy)] as const] : [])),
	);
	const relevant = new Map<string, boolean>();
	const concerns = (json: string) => {
		const known = relevant.get(json) ?? concernsDatabases({ json });
		relevant.set(json, known);
		return known;
	};
	const principals = pages.flatMap((page) => [
		...(page.UserDetailList ?? []).map((user) => userFacts(user, managed, scope)),
		...(page.GroupDetailList ?? []).map((group) => groupFacts(group, managed, scope)),
		...(page.RoleDetailList ?? []).map((role) => roleFacts(role, managed, scope)),
	]);
	const looked = principals.filter(
		({ arn, policies, trust }) => kept.has(arn) || policies.some(({ document }) => concerns(document.json)) || (trust && trustsPods(trust)),
	);
	const policies = pages
		.flatMap((page) => page.Policies ?? [])
		.filter(({ Arn }) => Arn?.split(":")[4] === scope.account)
		.map((policy) => policyFacts(policy, scope))
		.filter(({ document }) => concerns(document.json));
	return [...looked, ...policies];
}

const userFacts = (user: UserDetail, managed: ReadonlyMap<string, PolicyDocument>, scope: Scope): IamPrincipal => ({
	...principal("user", user.Arn, user.UserName, user.Path, scope),
	tags: seen(tagsOf(user.Tags)),
	policies: [...inline(user.UserPolicyList), ...attached(user.AttachedManagedPolicies, managed)],
});

const groupFacts = (group: GroupDetail, managed: ReadonlyMap<string, PolicyDocument>, scope: Scope): IamPrincipal => ({
	...principal("group", group.Arn, group.GroupName, group.Path, scope),
	// IAM groups cannot carry tags.
	tags: seen({}),
	policies: [...inline(group.GroupPolicyList), ...attached(group.AttachedManagedPolicies, managed)],
});

const roleFacts = (role: RoleDetail, managed: ReadonlyMap<string, PolicyDocument>, scope: Scope): IamPrincipal => ({
	...principal("role", role.Arn, role.RoleName, role.Path, scope),
	tags: seen(tagsOf(role.Tags)),
	policies: [...inline(role.RolePolicyList), ...attached(role.AttachedManagedPolicies, managed)],
	trust: policyText(role.AssumeRolePolicyDocument),
	lastUsed: isoTime(role.RoleLastUsed?.LastUsedDate),
});

const principal = (
	type: IamPrincipal["type"],
	arn: string | undefined,
	name: string | undefined,
	path: string | undefined,
	scope: Scope,
) => ({
	kind: "iam.Principal" as const,
	...scope,
	arn: arn ?? `arn:${scope.partition}:iam::${scope.account}:${type}/${name ?? ""}`,
	name: name ?? "",
	type,
	managedByAws: /^\/aws-(service-role|reserved)\//.test(path ?? ""),
	// The join over all scanned regions fills it in.
	databaseResourceIds: unread({
		service: "rds",
		operation: "DescribeDBInstances",
		cause: "skipped" as const,
		message: "The databases of the account were not joined.",
	}),
});

const policyFacts = (policy: ManagedPolicyDetail, scope: Scope): IamPolicy => ({
	kind: "iam.Policy",
	...scope,
	arn: policy.Arn ?? "",
	name: policy.PolicyName ?? policy.Arn?.split("/").at(-1) ?? "",
	tags: unread({
		service: "iam",
		operation: "ListPolicyTags",
		cause: "skipped",
		message: "Tags of policies would take one call for each.",
	}),
	attachments: policy.AttachmentCount,
	document: defaultDocument(policy),
});

const inline = (policies: readonly PolicyDetail[] | undefined): Grants =>
	(policies ?? []).map(({ PolicyName, PolicyDocument }) => ({
		policyName: PolicyName ?? "",
		inline: true,
		document: policyText(PolicyDocument) ?? { json: "" },
	}));

const attached = (policies: readonly AttachedPolicy[] | undefined, managed: ReadonlyMap<string, PolicyDocument>): Grants =>
	(policies ?? []).map(({ PolicyName, PolicyArn }) => ({
		policyName: PolicyName ?? "",
		policyArn: PolicyArn,
		inline: false,
		document: managed.get(PolicyArn ?? "") ?? { json: "" },
	}));

const defaultDocument = ({ PolicyVersionList, DefaultVersionId }: ManagedPolicyDetail): PolicyDocument =>
	policyText(
		(PolicyVersionList ?? []).find(({ IsDefaultVersion, VersionId }) => IsDefaultVersion || VersionId === DefaultVersionId)?.Document,
	) ?? { json: "" };

/** IAM gives documents URL-encoded (RFC 3986). */
export function policyText(document: string | undefined): PolicyDocument | undefined {
	if (document === undefined) return undefined;
	if (!document.startsWith("%")) return { json: document };
	try {
		return { json: decodeURIComponent(document) };
	} catch {
		return { json: document };
	}
}
