import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type AccessRequest, findAccount, identifyFirst, type Start, type Target } from "../../aws/accounts.ts";
import { connectWith } from "../../aws/connect-with.ts";
import { type AwsConnection, connect } from "../../aws/connection.ts";
import { scanMakers } from "../../aws/makers.ts";
import { ConfigError } from "../../core/errors.ts";
import type { RepairTarget } from "../../remediations/action.ts";
import type { Ports } from "../../remediations/engine/ports.ts";
import { version } from "../version.ts";

/** The way into the accounts of targets, and who goes it. */
export interface RemediationAccess {
	/** ARN of whoever runs the command. */
	readonly who: string;
	readonly reading: Ports["reading"];
	readonly writing: NonNullable<Ports["writing"]>;
	close(): void;
}

/**
 * Opens a way with the credentials of whoever runs the command; other accounts are entered by the roles of the configuration. Writes go by a connection of their own
 * that sends nothing twice: whether a call that was not answered is made again is decided by a fresh reading.
 */
export async function openAccess(request: AccessRequest): Promise<RemediationAccess> {
	const reads = connect({ version, concurrency: 16, profile: request.profile });
	const writes = connectWith({ version, concurrency: 4, profile: request.profile, maxAttempts: 1, makers: scanMakers });
	const callerFor: AwsConnection["caller"] = (scope, credentials) => reads.caller(scope, credentials);
	let start: Start;
	let who: string;
	try {
		start = await identifyFirst(request, callerFor);
		const answer = await callerFor(start.scope, start.credentials).call("sts", new GetCallerIdentityCommand({}));
		who = "value" in answer && answer.value.Arn ? answer.value.Arn : `arn:${start.partition}:iam::${start.account}:root`;
	} catch (error) {
		reads.close();
		writes.close();
		throw error;
	}
	const ways = new Map<string, Promise<Target>>();
	const into = (account: string): Promise<Target> => {
		const known = ways.get(account);
		if (known) return known;
		const found = findAccount(request, account, callerFor).then((way) => {
			if (way ?? account === start.account) return way ?? start;
			throw new ConfigError(
				`The credentials are of account ${start.account}, and the resource is in ${account}: name a role in accounts: of the configuration.`,
			);
		});
		ways.set(account, found);
		return found;
	};
	const callerOf = (connection: AwsConnection) => async (target: RepairTarget) => {
		const { partition, account, region } = target;
		return connection.caller({ partition, account, region }, (await into(account)).credentials);
	};
	return {
		who,
		reading: callerOf(reads),
		writing: callerOf(writes),
		close() {
			reads.close();
			writes.close();
		},
	};
}
