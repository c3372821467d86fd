import { ConfigError } from "../core/errors.ts";
import { type AccessRequest, assumed, type CallerFor, identifyFirst, memberRole, type Start, type Target } from "./accounts.ts";

/** The accounts to scan, and the region that was asked first. Nobody was entered yet but the caller's own account. */
export async function findAccounts(
	request: AccessRequest,
	callerFor: CallerFor,
): Promise<{ accounts: Target[]; own: Target; region: string }> {
	const start = await identifyFirst(request, callerFor);
	return { accounts: await targetAccounts(request, start, callerFor), own: start, region: start.scope.region };
}

async function targetAccounts({ roles, organization }: AccessRequest, start: Start, callerFor: CallerFor): Promise<Target[]> {
	const sts = callerFor(start.scope, start.credentials);
	if (!organization) return roles?.length ? roles.map(({ roleArn, externalId }) => assumed(sts, roleArn, externalId)) : [start];
	const { roleName, externalId, exclude = [] } = organization;
	const members = (await activeAccounts(start, callerFor)).filter((account) => !exclude.includes(account));
	// The caller's own account needs no role: it is often the management account, where the member role does not exist.
	return members.map((account) =>
		account === start.account ? start : assumed(sts, memberRole(roleName, start.partition, account), externalId),
	);
}

async function activeAccounts(start: Start, callerFor: CallerFor): Promise<string[]> {
	const { ListAccountsCommand } = await import("./packages/organizations.ts");
	const caller = callerFor({ ...start.scope, region: "global" }, start.credentials);
	const listing = await caller.list(
		"organizations",
		(NextToken) => new ListAccountsCommand({ NextToken }),
		(page) => page.Accounts,
		(page) => page.NextToken,
	);
	// Part of an organisation is not the organisation: the accounts that are missing could not even be named in the report.
	if (listing.failure)
		throw new ConfigError(
			`The organisation's accounts could not be listed (${listing.failure.cause}): ${listing.failure.message} Run from the management account or a delegated administrator with organizations:ListAccounts, or name roles with --role-arn.`,
		);
	return listing.items.flatMap(({ Id, Status, State }) => (Id && (State ?? Status) === "ACTIVE" ? [Id] : []));
}
