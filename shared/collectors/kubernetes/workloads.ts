import { type Observed, seen, unread } from "../../core/observed.ts";
import type { KubernetesWorkload } from "../../core/resources/index.ts";
import type { DatabaseSoftware } from "../../core/resources/kubernetes.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { containerOf, mountsToken, type RawContainer, rawContainers, volumesOf } from "./containers.ts";
import { credentialsOf } from "./credentials.ts";
import { databaseClientsOf } from "./database-clients.ts";
import { databaseSettingsOf } from "./database-settings.ts";
import { configMapFinder, type Environment, environmentOf, secretVariablesOf } from "./environment.ts";
import { at, defined, flag, records, text } from "./json.ts";
import { from, type Listings, type Reading } from "./listings.ts";
import { policyFinder } from "./network-policies.ts";
import { arnOf, type Here, namespaceOf } from "./objects.ts";
import { isRunning, phaseOf } from "./owner-references.ts";
import type { Draft } from "./owners.ts";
import { type ServicesOf, serviceFinder } from "./service-links.ts";
import { softwareOf } from "./software.ts";

type Pod = Extract<KubernetesWorkload["pods"], { value: unknown }>["value"][number];

/** A workload with what other resources need of it. */
export interface Workload {
	readonly draft: Draft;
	readonly containers: readonly RawContainer[];
	readonly database: DatabaseSoftware | undefined;
	readonly arn: string;
	readonly serviceAccount: string;
	/** Services that select it. */
	readonly services: readonly KubernetesObject[];
}

/** First what runs and what it is, which everything else is joined by. */
export function readWorkloads(here: Here, { core }: Listings, drafts: readonly Draft[]): Workload[] {
	const servicesOf: ServicesOf = serviceFinder(core.services.items, drafts);
	return drafts.map((draft) => {
		const containers = rawContainers(draft.spec);
		return {
			draft,
			containers,
			database: softwareOf(draft, containers),
			arn: arnOf(here, draft.namespace, draft.kind, draft.name),
			serviceAccount: text(at(draft.spec, "serviceAccountName")) ?? text(at(draft.spec, "serviceAccount")) ?? "default",
			services: servicesOf(draft),
		};
	});
}

/** The resources of all workloads. Linear in their number. */
export function workloadResources(here: Here, listings: Listings, workloads: readonly Workload[]): KubernetesWorkload[] {
	const { core } = listings;
	const configMaps = configMapFinder(core.configMaps);
	const policiesOf = policyFinder(
		core.networkPolicies.items,
		workloads.map(({ draft }) => draft),
	);
	const accounts = new Map(core.serviceAccounts.items.map((object) => [`${namespaceOf(object)}\n${object.metadata.name}`, object]));
	const engines = enginesByHost(workloads, listings);
	const others = otherPolicies(listings);
	return workloads.map(({ draft, containers, database, arn, serviceAccount, services }) => {
		const { spec, namespace, name, labels, kind } = draft;
		const environments = containers.map((container) => ({ container, environment: environmentOf(container, namespace, configMaps) }));
		const usesConfigMaps = environments.some(({ environment }) => environment.usesConfigMaps);
		// Only who refers to ConfigMaps misses something when they were not read.
		const sources = usesConfigMaps ? [core.configMaps] : [];
		const automountToken = flag(at(spec, "automountServiceAccountToken"));
		const server = containers.find((container) => container.name === database?.container);
		const serving = environments
			.filter(({ container }) => (server ? container === server : !container.init))
			.map(({ environment }) => environment);
		return defined({
			kind: "kubernetes.Workload" as const,
			arn,
			name,
			partition: here.partition,
			account: here.account,
			region: here.region,
			tags: seen({ ...labels }),
			cluster: here.cluster,
			namespace,
			workloadKind: kind,
			serviceAccount,
			automountToken,
			tokenMounted: tokenMounted(automountToken, spec, core.serviceAccounts, accounts.get(`${namespace}\n${serviceAccount}`)),
			hostNetwork: at(spec, "hostNetwork") === true,
			hostPid: at(spec, "hostPID") === true,
			hostIpc: at(spec, "hostIPC") === true,
			...volumesOf(spec),
			containers: containers.map((container) => containerOf(container, spec)),
			database,
			...(database ? serverSettings(database, serving, core.configMaps) : { databaseSettings: {} }),
			databaseClients: from(sources, () =>
				environments
					// A server's own variables say how it is set up, not whom it calls.
					.filter(({ container }) => !(database && (database.by === "operator" || container === server)))
					.flatMap(({ container, environment }) => databaseClientsOf(container.name, environment, engines(namespace))),
			),
			plaintextCredentials: from(sources, () =>
				environments.flatMap(({ container, environment }) => credentialsOf(container.name, environment)),
			),
			secretVariables: containers.flatMap(secretVariablesOf),
			networkPolicies: from([core.networkPolicies], () => policiesOf(draft, containers)),
			otherNetworkPolicies: others(namespace),
			pods: from(draft.podSources, () => draft.pods.filter(isRunning).map(podOf)),
			services: from([core.services], () => services.map(({ metadata }) => metadata.name)),
		});
	});
}

function serverSettings(database: DatabaseSoftware, environments: readonly Environment[], configMaps: Reading) {
	const found = environments.map((environment) =>
		// A ConfigMap that is not there although all were read gives nothing.
		databaseSettingsOf(database, configMaps.gap ? environment : { ...environment, missing: [] }),
	);
	const unknown = [...new Set(found.flatMap((one) => one.unknown))];
	return {
		databaseSettings: Object.fromEntries(found.flatMap(({ settings }) => Object.entries(settings))),
		unknownSettings: unknown.length > 0 ? unknown : undefined,
	};
}

function tokenMounted(
	automount: boolean | undefined,
	spec: unknown,
	accounts: Reading,
	account: KubernetesObject | undefined,
): Observed<boolean> {
	if (mountsToken(spec)) return seen(true);
	if (automount !== undefined) return seen(automount);
	if (account) return seen(flag(account.automountServiceAccountToken) ?? true);
	return accounts.gap ? unread(accounts.gap) : seen(true);
}

function podOf(pod: KubernetesObject): Pod {
	const ips = records(at(pod, "status", "podIPs")).flatMap(({ ip }) => text(ip) ?? []);
	const single = text(at(pod, "status", "podIP"));
	return defined({
		name: pod.metadata.name,
		ips: ips.length > 0 || single === undefined ? ips : [single],
		node: text(at(pod, "spec", "nodeName")),
		hostNetwork: at(pod, "spec", "hostNetwork") === true,
		phase: phaseOf(pod),
		startedAt: timestamp(at(pod, "status", "startTime")),
	});
}

function timestamp(value: unknown): string | undefined {
	const time = Date.parse(text(value) ?? "");
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Answers which product a host name of the cluster's own is, as pods of a namespace use it. */
function enginesByHost(
	workloads: readonly Workload[],
	{ core, namespaces }: Listings,
): (namespace: string) => (host: string) => string | undefined {
	const sources = [core.services, core.pods, core.deployments, core.statefulSets, core.daemonSets, core.replicaSets];
	const isWhole = sources.every(({ gap }) => !gap);
	const engines = new Map<string, string>();
	for (const { database, services } of workloads) {
		if (!database) continue;
		for (const service of services) engines.set(`${service.metadata.name}.${namespaceOf(service)}`, database.engine);
	}
	return (namespace) => (host) => {
		const labels = host.toLowerCase().split(".");
		const svc = labels.indexOf("svc");
		const [name, space = namespace] = svc >= 2 ? labels.slice(svc - 2, svc) : labels;
		const engine = engines.get(`${name}.${space}`);
		// A name of the cluster's own, which something that was not read may explain.
		const isRead = isWhole && (namespaces?.includes(space) ?? true);
		if (engine === undefined && !isRead && (svc >= 2 || labels.length <= 2)) return "unknown";
		return engine === "mariadb" ? "mysql" : engine === "postgres" || engine === "mysql" ? engine : undefined;
	};
}

/** Answers whether policies of other kinds stand in a namespace, or over all of them. */
export function otherPolicies({ custom }: Listings): (namespace: string) => Observed<boolean> {
	const { ciliumPolicies, ciliumClusterPolicies, calicoPolicies, calicoGlobalPolicies } = custom;
	const everywhere = [...ciliumClusterPolicies.items, ...calicoGlobalPolicies.items].length > 0;
	const namespaces = new Set([...ciliumPolicies.items, ...calicoPolicies.items].map(namespaceOf));
	return (namespace) =>
		everywhere || namespaces.has(namespace)
			? seen(true)
			: from([ciliumPolicies, ciliumClusterPolicies, calicoPolicies, calicoGlobalPolicies], () => false);
}
