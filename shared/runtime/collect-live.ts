import type { AccessRequest } from "../aws/accounts.ts";
import { connect } from "../aws/connection.ts";
import { defaultRegion } from "../aws/default-region.ts";
import { resolveAccounts } from "../aws/resolve-accounts.ts";
import { collect } from "../collectors/collect.ts";
import type { Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { AccessSettings } from "./scan-settings.ts";
import { version } from "./version.ts";

/** How far a collection has come. */
export interface Progress {
	readonly regionsDone: number;
	readonly regionsTotal: number;
	readonly calls: number;
	readonly resources: number;
}

/** What to read from AWS, and with whose keys. */
export interface LiveRequest extends AccessSettings {
	readonly kinds: ReadonlySet<ResourceKind>;
	/** ARNs of roles that service accounts of clusters are given. */
	readonly serviceAccountRoles?: ReadonlySet<string> | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly now: () => number;
	readonly onProgress: (progress: Progress) => void;
}

/** Reads the inventory from AWS. Throws `ConfigError` when the user's own credentials do not work; everything else is in the inventory's errors. */
export async function collectLive(request: LiveRequest): Promise<Inventory> {
	let calls = 0;
	const connection = connect({ version, concurrency: request.concurrency, profile: request.profile }, () => {
		calls++;
	});
	try {
		const access: AccessRequest = {
			profile: request.profile,
			regions: request.regions,
			allRegions: request.allRegions,
			roles: request.roles,
			organization: request.organization,
			defaultRegion: await defaultRegion(request.profile, request.environment),
		};
		const accounts = await resolveAccounts(access, connection.caller);
		return await collect(
			{
				accounts,
				kinds: request.kinds,
				roles: request.serviceAccountRoles,
				now: request.now(),
				inspectLogEvents: request.inspectLogEvents,
				utilization: request.utilization,
				onProgress: (progress) => request.onProgress({ ...progress, calls }),
			},
			connection,
		);
	} finally {
		connection.close();
	}
}
