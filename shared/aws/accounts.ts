import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { ConfigError } from "../core/errors.ts";
import type { Scope } from "../core/scope.ts";
import type { AwsCaller } from "./caller.ts";
import type { CredentialProvider } from "./clients.ts";
import { mapBounded } from "./concurrency.ts";
import { assumedRole, credentialFailure, defaultCredentials } from "./credentials.ts";
import { homeRegion, partitionOf } from "./partitions.ts";

/** Whose databases are looked at, and with whose keys. */
export interface AccountAccess {
	readonly partition: string;
	readonly account: string;
	readonly credentials: CredentialProvider;
	readonly regions: readonly string[];
}

/** What the user said of credentials and scope. */
export interface AccessRequest {
	readonly profile?: string | undefined;
	/** The caller's own keys, instead of those of the profile. */
	readonly credentials?: CredentialProvider | undefined;
	/** Roles to assume, one an account. */
	readonly roles?: readonly { readonly roleArn: string; readonly externalId?: string | undefined }[] | undefined;
	/** All active accounts of the organisation, by this role of each: its name, or an ARN with `*` or `{account}` for the account. */
	readonly organization?:
		| { readonly roleName: string; readonly externalId?: string | undefined; readonly exclude?: readonly string[] | undefined }
		| undefined;
	readonly regions?: readonly string[] | undefined;
	readonly allRegions?: boolean | undefined;
	/** The region to call first (from AWS_REGION or the profile); the partition is its. */
	readonly defaultRegion?: string | undefined;
}

/** Makes a caller, as `AwsConnection.caller` does. */
export type CallerFor = (scope: Scope, credentials: CredentialProvider) => AwsCaller;

const sessionName = "parapet";

/** Finds the accounts and regions to scan. Throws `ConfigError` when the user's own credentials or wishes do not work; says what to do. */
export async function resolveAccounts(request: AccessRequest, callerFor: CallerFor): Promise<AccountAccess[]> {
	const { accounts, region } = await findAccounts(request, callerFor);
	if (!request.allRegions) {
		const regions = request.regions?.length ? [...new Set(request.regions)] : [region];
		return accounts.map((account) => ({ ...account, regions }));
	}
	const [own] = accounts;
	if (!own) return [];
	// Opt-in regions differ between accounts; an account that does not tell gets the list of the first that did, and its errors will show.
	const listed = await mapBounded(accounts, accountsAtATime, (account) => enabledRegions(account, region, callerFor));
	const known = listed.find((regions) => "enabled" in regions);
	if (known === undefined || !("enabled" in known))
		throw new ConfigError(
			`The enabled regions could not be listed: ${listed[0] && "problem" in listed[0] ? listed[0].problem : ""} Allow ec2:DescribeRegions, or name regions with --region.`,
		);
	return accounts.map((account, index) => {
		const regions = listed[index];
		return { ...account, regions: regions !== undefined && "enabled" in regions ? regions.enabled : known.enabled };
	});
}

/** Accounts that are asked for their regions at a time. */
const accountsAtATime = 32;

/** An account and the way into it. */
export type Target = Omit<AccountAccess, "regions">;

/** The accounts to scan, and the region that was asked first. Nobody was entered yet but the caller's own account. */
export async function findAccounts(
	request: AccessRequest,
	callerFor: CallerFor,
): Promise<{ accounts: Target[]; own: Target; region: string }> {
	const start = await identifyFirst(request, callerFor);
	return { accounts: await targetAccounts(request, start, callerFor), own: start, region: start.scope.region };
}

/** The way into one account of those that the request covers, without listing any; undefined when it covers it not. */
export async function findAccount(request: AccessRequest, account: string, callerFor: CallerFor): Promise<Target | undefined> {
	const start = await identifyFirst(request, callerFor);
	const { organization, roles } = request;
	const sts = callerFor(start.scope, start.credentials);
	if (organization) {
		if (account === start.account) return start;
		return assumed(sts, memberRole(organization.roleName, start.partition, account), organization.externalId);
	}
	if (!roles?.length) return account === start.account ? start : undefined;
	const role = roles.find(({ roleArn }) => roleArn.split(":")[4] === account);
	return role && assumed(sts, role.roleArn, role.externalId);
}

function identifyFirst(request: AccessRequest, callerFor: CallerFor): Promise<Start> {
	const first = request.regions?.[0] ?? request.defaultRegion;
	if (first === undefined && !request.allRegions)
		throw new ConfigError("No region is chosen: name one with --region, scan all with --all-regions, or set AWS_REGION.");
	const base = request.credentials ?? defaultCredentials(request.profile);
	const region = first ?? homeRegion("aws");
	return identify(base, { partition: partitionOf(region), account: "self", region }, request.profile, callerFor);
}

function assumed(sts: AwsCaller, roleArn: string, externalId: string | undefined): Target {
	const [, partition, , , account] = roleArn.split(":");
	if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(roleArn) || !partition || !account)
		throw new ConfigError(`${roleArn} is not the ARN of an IAM role (arn:aws:iam::<account>:role/<name>).`);
	return { partition, account, credentials: assumedRole(sts, { roleArn, externalId, sessionName }) };
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

/** The role of a member account: a name, a path with a name, or an ARN in which `*` or `{account}` stands for the account. */
export function memberRole(pattern: string, partition: string, account: string): string {
	if (!pattern.startsWith("arn:")) return `arn:${partition}:iam::${account}:role/${pattern.replace(/^\//, "")}`;
	return pattern.replaceAll("{account}", account).replace(/::\*:role\//, `::${account}:role/`);
}

interface Start extends Target {
	readonly scope: Scope;
}

async function identify(credentials: CredentialProvider, scope: Scope, profile: string | undefined, callerFor: CallerFor): Promise<Start> {
	try {
		await credentials();
	} catch (error) {
		throw credentialsMissing(error, profile);
	}
	const answer = await callerFor(scope, credentials).call("sts", new GetCallerIdentityCommand({}));
	if ("unread" in answer) {
		const { cause, message } = answer.unread;
		const hint =
			cause === "denied"
				? /expired/i.test(message)
					? ` Renew the session${signIn(profile)}.`
					: ` Check the credentials${profile ? ` of the profile ${profile}` : ""} and that the region ${scope.region} is enabled.`
				: ` Check the network, the region ${scope.region} and AWS_ENDPOINT_URL.`;
		throw new ConfigError(`AWS does not say who is calling (sts:GetCallerIdentity, ${cause}): ${message}${hint}`);
	}
	const { Account, Arn } = answer.value;
	if (!Account) throw new ConfigError("sts:GetCallerIdentity gave no account; is AWS_ENDPOINT_URL an AWS endpoint?");
	const partition = Arn?.split(":")[1] || scope.partition;
	return { partition, account: Account, credentials, scope: { ...scope, partition, account: Account } };
}

const signIn = (profile: string | undefined) => `: aws sso login${profile ? ` --profile ${profile}` : ""}`;

/** What to do about credentials that could not be had. */
function credentialsMissing(error: unknown, profile: string | undefined): ConfigError {
	const { message } = credentialFailure(error);
	const about = profile ? ` for the profile ${profile}` : "";
	if (/sso|token.*expired|expired.*token|refresh/i.test(message))
		return new ConfigError(`The sign-in${about} has expired or is missing. Run${signIn(profile)}. (${message})`, { cause: error });
	if (profile)
		return new ConfigError(
			`The profile ${profile} gives no credentials. Check ~/.aws/config and ~/.aws/credentials (aws configure list --profile ${profile}). (${message})`,
			{ cause: error },
		);
	return new ConfigError(
		`No AWS credentials were found. Choose a profile with --profile, sign in with aws sso login, or set AWS_ACCESS_KEY_ID. (${message})`,
		{ cause: error },
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

/** The regions that an account has enabled, and those among them that every account has; or why they are not known. */
export async function enabledRegions(
	account: Target,
	region: string,
	callerFor: CallerFor,
): Promise<{ readonly enabled: string[]; readonly everywhere: string[] } | { readonly problem: string }> {
	try {
		await account.credentials();
	} catch (error) {
		return { problem: credentialFailure(error).message };
	}
	const { DescribeRegionsCommand } = await import("./packages/ec2.ts");
	const caller = callerFor({ partition: account.partition, account: account.account, region }, account.credentials);
	const answer = await caller.call(
		"ec2",
		new DescribeRegionsCommand({ Filters: [{ Name: "opt-in-status", Values: ["opt-in-not-required", "opted-in"] }] }),
	);
	if ("unread" in answer) return { problem: answer.unread.message };
	const regions = (answer.value.Regions ?? [])
		.flatMap(({ RegionName: name, OptInStatus: status }) => (name ? [{ name, status }] : []))
		// AWS names those of the own partition only; an emulator may name all, in which the keys mean nothing.
		.filter(({ name }) => partitionOf(name) === account.partition);
	if (regions.length === 0) return { problem: "DescribeRegions named none." };
	return {
		enabled: regions.map(({ name }) => name).sort(),
		everywhere: regions.flatMap(({ name, status }) => (status === "opted-in" ? [] : [name])).sort(),
	};
}
