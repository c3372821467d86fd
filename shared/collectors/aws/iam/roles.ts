import {
	GetAccountAuthorizationDetailsCommand,
	type GetAccountAuthorizationDetailsResponse,
	ListOpenIDConnectProvidersCommand,
} from "@aws-sdk/client-iam";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { RoleFacts } from "../../../core/resources/iam.ts";
import type { Scope } from "../../../core/scope.ts";
import type { Listing, RoleDirectory } from "../../ports.ts";
import { listingErrors } from "../shapes.ts";
import { grantsOf, policyText } from "./authorization.ts";

/** IAM of an account, from one paged GetAccountAuthorizationDetails and one ListOpenIDConnectProviders; its resources stand in region `global`. */
export async function buildRoles(aws: AwsCaller, kept?: ReadonlySet<string>): Promise<RoleDirectory> {
	const [pages, oidcProviders] = await Promise.all([readDetails(aws), readProviders(aws)]);
	const scope: Scope = { ...aws.scope, region: "global" };
	const trusts = new Map(
		pages.items
			.flatMap((page) => page.RoleDetailList ?? [])
			.flatMap(({ Arn, AssumeRolePolicyDocument }) => (Arn ? [[Arn, AssumeRolePolicyDocument] as const] : [])),
	);
	return {
		oidcProviders,
		role(arn): Observed<RoleFacts> {
			if (trusts.has(arn)) return seen({ arn, exists: true, trust: policyText(trusts.get(arn)) });
			if (arn.split(":")[4] !== scope.account)
				return unread({
					service: "iam",
					operation: "GetAccountAuthorizationDetails",
					cause: "skipped",
					message: `The role ${arn} belongs to another account.`,
				});
			return pages.failure ? unread(pages.failure) : seen({ arn, exists: false });
		},
		grants: {
			resources: grantsOf(pages.items, scope, kept),
			errors: listingErrors(scope, pages, "iam.Principal", "iam.Policy"),
		},
	};
}

const readDetails = (aws: AwsCaller): Promise<Listing<GetAccountAuthorizationDetailsResponse>> =>
	aws.list(
		"iam",
		(Marker) => new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000, Marker }),
		// A page holds any of the four lists; one with none of them is no answer.
		(page) => ((page.RoleDetailList ?? page.UserDetailList ?? page.GroupDetailList ?? page.Policies) ? [page] : undefined),
		(page) => page.Marker,
	);

async function readProviders(aws: AwsCaller): Promise<Observed<readonly string[]>> {
	const answer = await aws.call("iam", new ListOpenIDConnectProvidersCommand({}));
	if ("unread" in answer) return answer;
	const { OpenIDConnectProviderList: providers } = answer.value;
	if (!providers) return unread(incomplete("iam", "ListOpenIDConnectProviders", "OpenIDConnectProviderList"));
	return seen(providers.flatMap(({ Arn }) => Arn ?? []));
}
