import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { CallerFor } from "../../aws/accounts.ts";
import type { CredentialProvider } from "../../aws/clients.ts";
import { connect } from "../../aws/connection.ts";
import { credentialFailure, defaultCredentials } from "../../aws/credentials.ts";
import { defaultRegion } from "../../aws/default-region.ts";
import { deploymentMakers } from "../../aws/deployment-clients.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { ConfigError } from "../../core/errors.ts";
import { version } from "../version.ts";
import type { CheckAccess } from "./check.ts";

/** What to look at, and as whom. */
export interface CheckRequest {
	readonly stage: string;
	readonly region?: string | undefined;
	readonly profile?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly progress: (what: string) => void;
}

/** The way to AWS; close it. */
export interface OpenAccess extends CheckAccess {
	/** ARN of whoever checks. */
	readonly arn: string;
	readonly callerFor: CallerFor;
	readonly credentials: CredentialProvider;
	readonly close: () => void;
}

/** Finds out who checks, and where. Throws `ConfigError`, with what to do, when that cannot be known. */
export async function openAccess({ stage, region: named, profile, environment, progress }: CheckRequest): Promise<OpenAccess> {
	const region = named ?? (await defaultRegion(profile, environment));
	if (region === undefined) throw new ConfigError("No region is chosen: name the one of the application with --region, or set AWS_REGION.");
	const credentials = defaultCredentials(profile);
	progress("finding out who deploys");
	try {
		await credentials();
	} catch (error) {
		throw new ConfigError(
			`No AWS credentials could be had: ${credentialFailure(error).message.replace(/\.?$/, ".")} Sign in (aws sso login), or name a profile with --profile.`,
			{ cause: error },
		);
	}
	const connection = connect({ version, concurrency: 32, profile, makers: deploymentMakers });
	const first = connection.caller({ partition: partitionOf(region), account: "-", region }, credentials);
	const identity = await first.call("sts", new GetCallerIdentityCommand({}));
	if ("unread" in identity) {
		connection.close();
		throw new ConfigError(
			`AWS does not say who is calling (sts:GetCallerIdentity, ${identity.unread.cause}): ${identity.unread.message} Check the credentials, and that the region ${region} is enabled.`,
		);
	}
	const { Account: account = "", Arn: arn = "" } = identity.value;
	const partition = arn.split(":")[1] || partitionOf(region);
	return {
		partition,
		account,
		region,
		stage,
		arn,
		progress,
		callerFor: connection.caller,
		credentials,
		caller: (scope = {}) => connection.caller({ partition, account, region, ...scope }, credentials),
		close: () => connection.close(),
	};
}
