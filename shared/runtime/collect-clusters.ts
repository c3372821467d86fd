import { mapBounded } from "../aws/concurrency.ts";
import { defaultRegion } from "../aws/default-region.ts";
import { connectToRead } from "../aws/reading-connection.ts";
import { resolveAccounts } from "../aws/resolve-accounts.ts";
import { clusterNameAt } from "../collectors/kubernetes/name.ts";
import type { Inventory } from "../core/inventory.ts";
import { parseEksArn } from "../kubernetes/eks-name.ts";
import type { HttpTimeouts } from "../kubernetes/http.ts";
import { collectCluster, scopeOf, type Target, targetOf } from "./collect-cluster.ts";
import type { KubernetesSettings } from "./kubernetes-settings.ts";
import { outsideAws } from "./outside-aws.ts";
import type { AccessSettings } from "./scan-settings.ts";
import { version } from "./version.ts";

/** Clusters that are read at a time. */
const clustersAtATime = 4;

/** How far the clusters have been read. */
export interface ClusterProgress {
	readonly clustersDone: number;
	readonly clustersTotal: number;
	readonly requests: number;
}

/** What reading clusters needs. */
export interface ClusterRequest {
	readonly settings: KubernetesSettings;
	/** Whose AWS keys find EKS clusters, and where. */
	readonly access: AccessSettings;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	readonly timeouts?: HttpTimeouts | undefined;
	/** Milliseconds that a credential plugin may run. */
	readonly pluginTimeout?: number | undefined;
	readonly onProgress?: ((progress: ClusterProgress) => void) | undefined;
}

/** What was read of the clusters, and where reading was less safe than it should be. */
export interface ClustersRead {
	readonly inventory: Inventory;
	readonly warnings: readonly string[];
}

/**
 * Reads every cluster that the settings name. Throws `ConfigError` when they cannot be meant (a context, cluster or file that is not there); a cluster
 * that cannot be reached or lets nobody in is a collection error over all kinds.
 */
export async function collectClusters(request: ClusterRequest): Promise<ClustersRead> {
	const eks = request.settings.clusters.length === 0 ? undefined : await openEks(request);
	try {
		const contexts = await openContexts(request);
		const targets = named(withoutDoubles([...(eks?.targets ?? []), ...contexts.targets]));
		let [requests, clustersDone] = [0, 0];
		const report = () => request.onProgress?.({ clustersDone, clustersTotal: targets.length, requests });
		const { settings, environment, timeouts } = request;
		const reading = { namespaces: settings.namespaces, environment, timeouts };
		const parts = await mapBounded(targets, clustersAtATime, async (target) => {
			const part = await collectCluster(target, reading, () => {
				requests++;
				report();
			});
			clustersDone++;
			report();
			return part;
		});
		return {
			inventory: {
				scopes: targets.map(scopeOf),
				resources: parts.flatMap(({ resources }) => resources),
				errors: parts.flatMap(({ errors }) => errors),
			},
			warnings: contexts.warnings,
		};
	} finally {
		eks?.close();
	}
}

async function openEks({ settings, access, environment, now }: ClusterRequest): Promise<{ targets: Target[]; close(): void }> {
	const connection = connectToRead({ version, concurrency: access.concurrency, profile: access.profile });
	try {
		const { findEksClusters } = await import("../kubernetes/eks.ts");
		const { profile, regions, allRegions, roles, organization } = access;
		const own = (await defaultRegion(profile, environment)) ?? settings.clusters.map(parseEksArn).find((arn) => arn)?.region;
		const accounts = await resolveAccounts({ profile, regions, allRegions, roles, organization, defaultRegion: own }, connection.caller);
		const found = await findEksClusters(settings.clusters, accounts, connection.caller, now);
		return { targets: found.map(targetOf), close: connection.close };
	} catch (error) {
		connection.close();
		throw error;
	}
}

async function openContexts(
	request: ClusterRequest,
): Promise<{ readonly targets: readonly Target[]; readonly warnings: readonly string[] }> {
	const { settings, environment, now, pluginTimeout } = request;
	if (!settings.kubeconfig) return { targets: [], warnings: [] };
	const { chooseContexts } = await import("../kubernetes/contexts.ts");
	const { kubeconfigServer } = await import("../kubernetes/login.ts");
	const chosen = await chooseContexts({ ...settings.kubeconfig, environment });
	return {
		targets: chosen.map(({ context, name, eks }) => ({
			name,
			place: eks ? { partition: eks.partition, account: eks.account, region: eks.region } : outsideAws,
			way: { server: kubeconfigServer(context, { environment, now, pluginTimeout }) },
		})),
		warnings: chosen.flatMap(({ warnings }) => warnings),
	};
}

/** A cluster that --cluster and a context both name is read once. */
function withoutDoubles(targets: readonly Target[]): Target[] {
	const known = new Map<string, Target>();
	for (const target of targets) {
		const { place, name, way } = target;
		const key = place.account === "-" ? `- ${"server" in way ? way.server.url : name}` : `${place.account} ${place.region} ${name}`;
		if (!known.has(key)) known.set(key, target);
	}
	return [...known.values()];
}

/** Names must tell clusters apart, because resources are known by them: EKS clusters that share one are named with region and account. */
function named(targets: readonly Target[]): Target[] {
	const counts = new Map<string, number>();
	for (const { name } of targets) counts.set(name, (counts.get(name) ?? 0) + 1);
	return targets.map((target) => {
		const { name, place } = target;
		return counts.get(name) === 1 || place.account === "-" ? target : { ...target, name: clusterNameAt({ ...place, name }) };
	});
}
