import { DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type CallerFor, memberRole, type Target } from "../../aws/accounts.ts";
import { mapBounded } from "../../aws/concurrency.ts";
import { credentialFailure } from "../../aws/credentials.ts";
import { findAccounts } from "../../aws/find-accounts.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Unread } from "../../core/observed.ts";
import type { AppConfig } from "../app/app-config.ts";
import { type Check, type CheckAccess, failed, few, ok, unknown, warning } from "./check.ts";
import type { OpenAccess } from "./open.ts";

/** Accounts that are tried at a time. */
const atATime = 16;
/** Roles that are tried without their ExternalId: what holds for some of a StackSet's holds for all. */
const triedWithout = 10;

interface Member {
	readonly account: string;
	readonly problem?: Unread;
	/** Where: on the way in, or when something was read. */
	readonly at?: "role" | "read";
}

/** Every account that is to be scanned: can it be entered, and does a call that reads work? */
export async function checkMembers(
	access: CheckAccess & Pick<OpenAccess, "callerFor" | "credentials">,
	config: Pick<AppConfig, "access">,
): Promise<Check[]> {
	const { callerFor, credentials } = access;
	const name = "accounts to scan";
	const { organization, roles } = config.access;
	access.progress("finding the accounts to scan");
	const request = { credentials, roles, organization, regions: [access.region], defaultRegion: access.region };
	let accounts: Target[];
	try {
		({ accounts } = await findAccounts(request, callerFor));
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return [
			unknown(
				name,
				error.message,
				"The application lists the accounts itself: it must run in the management account or a delegated administrator of the organization.",
			),
		];
	}
	if (!organization && roles.length === 0) return [ok(name, `Only this account, ${access.account}, with the functions' own roles.`)];
	const region = config.access.regions?.[0] ?? access.region;
	let done = 0;
	const others = accounts.filter(({ account }) => account !== access.account || roles.length > 0);
	const members = await mapBounded(others, atATime, async (target): Promise<Member> => {
		const member = await enter(target, region, callerFor);
		access.progress(`entering the accounts to scan: ${++done} of ${others.length}`);
		return member;
	});
	return [
		summary(name, members, accounts.length),
		...(await externalIds(
			access,
			config,
			others.map(({ account }) => account),
		)),
	];
}

async function enter(target: Target, region: string, callerFor: CallerFor): Promise<Member> {
	const { account, credentials, partition } = target;
	try {
		await credentials();
	} catch (error) {
		return { account, problem: credentialFailure(error), at: "role" };
	}
	const aws = callerFor({ partition, account, region }, credentials);
	const identity = await aws.call("sts", new GetCallerIdentityCommand({}));
	if ("unread" in identity) return { account, problem: identity.unread, at: "role" };
	const read = await aws.call("rds", new DescribeDBInstancesCommand({ MaxRecords: 20 }));
	return "unread" in read ? { account, problem: read.unread, at: "read" } : { account };
}

function summary(name: string, members: readonly Member[], all: number): Check {
	const wrong = members.filter((member) => member.problem !== undefined);
	if (wrong.length === 0) return ok(name, `${all} accounts: each can be entered and read.`);
	const items = few(
		wrong.map(({ account, problem, at }) => `${account}: ${at === "read" ? "entered, but " : ""}${problem?.message ?? ""}`),
	);
	const reading = wrong.filter(({ at }) => at === "read");
	if (reading.length > 0)
		return failed(
			name,
			`${reading.length} of ${all} accounts can be entered and not be read.`,
			"Roll the member template out again: parapet deploy member-template.",
			items,
		);
	const denied = wrong.every(({ problem }) => problem?.cause === "denied");
	const what = wrong.length === all ? `None of ${all} accounts` : `${wrong.length} of ${all} accounts`;
	// The template lets nobody in but the application's own roles: to whoever deploys the door must be closed.
	return denied
		? unknown(
				name,
				wrong.length === all ? `${what} could be entered with your own rights.` : `${what} could not be entered with your own rights.`,
				"That is as it should be where the role comes from parapet deploy member-template: only the application's own roles may enter. The first run shows whether it can (parapet deploy check --after).",
				items,
			)
		: failed(name, `${what} could not be tried.`, "See what AWS says about each.", items);
}

/** A role that lets people in without its ExternalId lets in anybody who can make this account assume roles. */
async function externalIds(
	{ caller, partition }: CheckAccess,
	{ access }: Pick<AppConfig, "access">,
	accounts: readonly string[],
): Promise<Check[]> {
	const sts = caller();
	const arns = access.organization
		? accounts.map((account) => memberRole(access.organization?.roleName ?? "", partition, account))
		: access.roles.map(({ roleArn }) => roleArn);
	const open = await mapBounded(arns.slice(0, triedWithout), atATime, async (RoleArn) => {
		const answer = await sts.call("sts", new AssumeRoleCommand({ RoleArn, RoleSessionName: "parapet-check", DurationSeconds: 900 }));
		return "value" in answer ? RoleArn : undefined;
	});
	const found = open.filter((arn) => arn !== undefined);
	return found.length === 0
		? []
		: [
				warning(
					"ExternalId",
					`${found.length} roles can be assumed without their ExternalId.`,
					"Require it in their trust policy (Condition: StringEquals: sts:ExternalId); parapet deploy member-template makes such a role.",
					few(found),
				),
			];
}
