import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { ConfigError } from "../core/errors.ts";
import type { Scope } from "../core/scope.ts";
import type { AwsCaller } from "./caller.ts";
import type { CredentialProvider } from "./clients.ts";
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

/** An account and the way into it. */
export type Target = Omit<AccountAccess, "regions">;

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

/** Who the caller is, asked in the first region of the request. */
export function identifyFirst(request: AccessRequest, callerFor: CallerFor): Promise<Start> {
	const first = request.regions?.[0] ?? request.defaultRegion;
	if (first === undefined && !request.allRegions)
		throw new ConfigError("No region is chosen: name one with --region, scan all with --all-regions, or set AWS_REGION.");
	const base = request.credentials ?? defaultCredentials(request.profile);
	const region = first ?? homeRegion("aws");
	return identify(base, { partition: partitionOf(region), account: "self", region }, request.profile, callerFor);
}

/** The way into the account of a role. */
export function assumed(sts: AwsCaller, roleArn: string, externalId: string | undefined): Target {
	const [, partition, , , account] = roleArn.split(":");
	if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(roleArn) || !partition || !account)
		throw new ConfigError(`${roleArn} is not the ARN of an IAM role (arn:aws:iam::<account>:role/<name>).`);
	return { partition, account, credentials: assumedRole(sts, { roleArn, externalId, sessionName }) };
}

/** The role of a member account: a name, a path with a name, or an ARN in which `*` or `{account}` stands for the account. */
export function memberRole(pattern: string, partition: string, account: string): string {
	if (!pattern.startsWith("arn:")) return `arn:${partition}:iam::${account}:role/${pattern.replace(/^\//, "")}`;
	return pattern.replaceAll("{account}", account).replace(/::\*:role\//, `::${account}:role/`);
}

/** The caller's own account, and where it was asked. */
export interface Start extends Target {
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
