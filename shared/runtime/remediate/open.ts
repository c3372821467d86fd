import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { defaultRegion } from "../../aws/default-region.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { commandOf } from "../../remediations/commands/index.ts";
import type { News } from "../../remediations/engine/attempt.ts";
import type { Documents } from "../../remediations/engine/documents.ts";
import type { Ports } from "../../remediations/engine/ports.ts";
import { remediations } from "../../remediations/registry.ts";
import { remediationSettings } from "../../remediations/settings.ts";
import { placeOf } from "../../sinks/s3/layout.ts";
import { findConfig, settingsFrom } from "../scan-settings.ts";
import { openStore } from "../snapshot-store.ts";
import { openAccess, type RemediationAccess } from "./accounts.ts";
import { directoryDocuments } from "./directory-documents.ts";
import { type LocalQueue, localQueue } from "./local-queue.ts";
import { objectDocuments } from "./object-documents.ts";

/** What the command line says. */
export interface RemediateFlags {
	readonly config?: string | undefined;
	readonly profile?: string | undefined;
	readonly state?: string | undefined;
}

/** What commands that look at AWS or change it work with; close it. */
export interface Remediation {
	readonly ports: Ports;
	readonly access: RemediationAccess;
	readonly queue: LocalQueue;
	close(): void;
}

/** Where attempts are kept when nothing else is said. */
export const defaultState = ".parapet/remediations";

interface World {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly now: () => number;
	readonly worker: string;
	readonly tell: (news: News) => void;
	/** How many resources there are of each kind, from the snapshot. */
	readonly fleet?: Readonly<Record<string, number>> | undefined;
	/** Region of the first target, where the environment names none. */
	readonly region?: string | undefined;
	/** Nothing can be changed. */
	readonly dryRun: boolean;
}

/** Opens everything that planning and applying need. */
export async function openRemediation(flags: RemediateFlags, world: World): Promise<Remediation> {
	const config = await findConfig(flags.config);
	const scan = await settingsFrom({ ...(flags.profile === undefined ? {} : { profile: flags.profile }) }, config);
	const { profile, roles, organization } = scan.access;
	const region = (await defaultRegion(profile, world.environment)) ?? world.region;
	const access = await openAccess({ profile, roles, organization, defaultRegion: region });
	const documents = await openDocuments(flags, world.environment);
	const queue = localQueue(world.now, delay);
	const told = new Set<string>();
	const ports: Ports = {
		now: world.now,
		worker: world.worker,
		settings: remediationSettings(config.remediation),
		actions: remediations,
		command: commandOf,
		documents: documents.documents,
		suppressions: async () => scan.suppressions,
		fleet: async (kind: ResourceKind) => world.fleet?.[kind],
		reading: access.reading,
		writing: world.dryRun ? undefined : access.writing,
		isOwn: () => false,
		tell: async (news) => {
			if (!told.has(news.key)) world.tell(news);
			told.add(news.key);
		},
		later: queue.later,
	};
	return {
		ports,
		access,
		queue,
		close() {
			access.close();
			documents.close();
		},
	};
}

/** Where attempts are kept: a directory, or a prefix of a bucket. */
export async function openDocuments(
	{ state = defaultState, profile }: RemediateFlags,
	environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly documents: Documents; close(): void }> {
	if (!state.startsWith("s3://")) return { documents: directoryDocuments(resolve(state)), close: () => {} };
	const { bucket, prefix } = placeOf(state);
	const { store, close } = await openStore({ bucket }, { profile, environment });
	return { documents: objectDocuments(store, prefix === "" ? "" : `${prefix}/`), close };
}
