import { resolveAccounts } from "../aws/accounts.ts";
import { configuredRegion } from "../aws/clients.ts";
import { connect } from "../aws/connection.ts";
import { collect } from "../collectors/collect.ts";
import type { Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { AccessSettings } from "./scan-settings.ts";
import { version } from "./version.ts";

/** What a live collection is told. */
export interface LiveCollection extends AccessSettings {
	readonly kinds: ReadonlySet<ResourceKind>;
	/** Environment variables; AWS_DEFAULT_REGION is read from here because the SDK knows only AWS_REGION. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly onProgress?: (progress: { regionsDone: number; regionsTotal: number; calls: number; resources: number }) => void;
}

/** Reads AWS as the settings say. Throws `ConfigError` when the user's credentials or scope do not work. */
export async function collectLive(settings: LiveCollection): Promise<Inventory> {
	const { profile, concurrency, environment, onProgress } = settings;
	let calls = 0;
	let reached = { regionsDone: 0, regionsTotal: 0, resources: 0 };
	const report = () => onProgress?.({ ...reached, calls });
	const connection = connect({ version, concurrency, profile }, () => {
		calls++;
		report();
	});
	try {
		const accounts = await resolveAccounts(
			{ ...settings, defaultRegion: (await configuredRegion(profile)) ?? environment.AWS_DEFAULT_REGION },
			connection.caller,
		);
		return await collect(
			{
				accounts,
				kinds: settings.kinds,
				now: Date.now(),
				inspectLogEvents: settings.inspectLogEvents,
				onProgress: (progress) => {
					reached = progress;
					report();
				},
			},
			connection,
		);
	} finally {
		connection.close();
	}
}
