import type { Unread } from "../../core/observed.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { holdsCurrent } from "./compare.ts";
import { type Consumer, consumerOf } from "./mapping.ts";
import type { ConsumersOutcome, SecretOutcome, WorkloadOutcome } from "./outcome.ts";
import type { Clock, ConsumerCluster, RotatedSecret } from "./port.ts";
import {
	isLookedAfter,
	isOptedIn,
	obstacleOf,
	rolloutOf,
	secretsOf,
	templateOf,
	versionAnnotation,
	type WorkloadPlural,
	workloadKinds,
} from "./workloads.ts";

/** What is followed, and for how long. */
export interface FollowRequest {
	readonly secret: RotatedSecret;
	/** Milliseconds since the epoch; see `consumersDeadline`. */
	readonly deadline: number;
	/** Milliseconds between two looks; 2,000 unless given. */
	readonly interval?: number | undefined;
}

/**
 * Takes the consumers in a cluster along after a rotation: External Secrets is asked to refresh, the Kubernetes Secrets are waited for until they hold the current
 * version, then the workloads that want it are rolled and watched. It may be called again at any time, and does only what is left to do.
 */
export async function followRotation(cluster: ConsumerCluster, request: FollowRequest, clock: Clock): Promise<ConsumersOutcome> {
	const { secret, deadline, interval = 2_000 } = request;
	const startedAt = clock.now();
	const errors: Unread[] = [];
	/** Looks until there is an answer or the time is over; the last look is after the deadline. */
	const until = async <T>(look: () => Promise<T | undefined>): Promise<T | undefined> => {
		for (;;) {
			const late = clock.now() >= deadline;
			const found = await look();
			if (found !== undefined || late) return found;
			await clock.sleep(Math.max(1, Math.min(interval, deadline - clock.now())));
		}
	};
	const consumers = await consumersOf(cluster, secret, errors);
	const secrets = await Promise.all(consumers.map((consumer) => refresh(cluster, consumer, secret, clock, until)));
	const workloads = await roll(cluster, secret, secrets, errors, until);
	const behind =
		secrets.some(({ state }) => state === "behind") || workloads.some(({ state }) => state !== "rolled" && state !== "unmanaged");
	return {
		secret: secret.arn,
		version: secret.version,
		cluster: cluster.name,
		state: behind ? "behind" : errors.length > 0 ? "unknown" : "current",
		secrets,
		workloads,
		errors,
		startedAt,
		endedAt: clock.now(),
	};
}

type Until = <T>(look: () => Promise<T | undefined>) => Promise<T | undefined>;

const group = "external-secrets.io";

async function consumersOf(cluster: ConsumerCluster, secret: RotatedSecret, errors: Unread[]): Promise<Consumer[]> {
	const groups = await cluster.api.groups();
	if ("unread" in groups) {
		errors.push(groups.unread);
		return [];
	}
	const version = groups.value.get(group)?.[0];
	if (version === undefined) return [];
	const listed = await cluster.api.list({ group, version, plural: "externalsecrets", namespaced: true });
	if (listed.error) errors.push(listed.error);
	return listed.items.flatMap((item) => consumerOf(item, version, secret) ?? []);
}

const path = (root: string, namespace: string, plural: string, name: string): string =>
	`${root}/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(name)}`;

/** Has External Secrets read the secret again, and waits until the Kubernetes Secret holds it. */
async function refresh(
	cluster: ConsumerCluster,
	consumer: Consumer,
	secret: RotatedSecret,
	clock: Clock,
	until: Until,
): Promise<SecretOutcome> {
	const { namespace, name, target, version } = consumer;
	const outcome = { namespace, externalSecret: name, target };
	let unread: Unread | undefined;
	const look = async (): Promise<true | undefined> => {
		const answer = await cluster.get(path("/api/v1", namespace, "secrets", target), `get secret ${namespace}/${target}`);
		unread = "unread" in answer ? answer.unread : undefined;
		return "body" in answer && holdsCurrent(answer.body as unknown as KubernetesObject, consumer, secret.text) ? true : undefined;
	};
	if (await look()) return { ...outcome, state: "current" };
	// Nobody may read it: then nothing can be waited for.
	if (unread && unread.cause !== "notFound") return { ...outcome, state: "behind", detail: unread.message };
	if (consumer.pinned !== undefined) return { ...outcome, state: "behind", detail: `${consumer.pinned}, so that it stays as it is` };
	// Any change of its annotations makes the operator read anew. Source: https://external-secrets.io/latest/introduction/faq/
	const patched = await cluster.patch(
		path(`/apis/${group}/${version}`, namespace, "externalsecrets", name),
		`patch externalsecret ${namespace}/${name}`,
		{ metadata: { annotations: { "force-sync": String(Math.floor(clock.now() / 1000)) } } },
	);
	if ("unread" in patched) return { ...outcome, state: "behind", detail: patched.unread.message };
	if (await until(look)) return { ...outcome, state: "refreshed" };
	return { ...outcome, state: "behind", detail: unread?.message ?? (await readiness(cluster, consumer)) };
}

/** What the operator says of it. */
async function readiness(cluster: ConsumerCluster, { namespace, name, version }: Consumer): Promise<string> {
	const answer = await cluster.get(
		path(`/apis/${group}/${version}`, namespace, "externalsecrets", name),
		`get externalsecret ${namespace}/${name}`,
	);
	const status =
		"body" in answer
			? (answer.body.status as { conditions?: readonly { type?: string; status?: string; reason?: string }[] } | undefined)
			: undefined;
	const ready = status?.conditions?.find(({ type }) => type === "Ready");
	if (ready?.status === "False") return `External Secrets did not refresh it in time (${ready.reason ?? "no reason given"})`;
	return "External Secrets did not refresh it in time";
}

/** Rolls the workloads that want it, those first whose Secrets are there; a pod that starts now keeps what it starts with. */
async function roll(
	cluster: ConsumerCluster,
	secret: RotatedSecret,
	secrets: readonly SecretOutcome[],
	errors: Unread[],
	until: Until,
): Promise<WorkloadOutcome[]> {
	const annotation = versionAnnotation(secret);
	const found: { readonly plural: WorkloadPlural; readonly workload: KubernetesObject }[] = [];
	for (const plural of Object.keys(workloadKinds) as WorkloadPlural[]) {
		const listed = await cluster.api.list({ group: "apps", version: "v1", plural, namespaced: true });
		if (listed.error) errors.push(listed.error);
		found.push(...listed.items.map((workload) => ({ plural, workload })));
	}
	const outcomes = found.map(async ({ plural, workload }): Promise<WorkloadOutcome | undefined> => {
		const { name, namespace = "default" } = workload.metadata;
		const here = secrets.filter((each) => each.namespace === namespace);
		const outcome = { namespace, kind: workloadKinds[plural], name };
		const { variables, volumes } = secretsOf(workload);
		if (!isOptedIn(workload, secret, new Set(here.map(({ target }) => target)))) {
			// Files in volumes follow by themselves; variables stay until somebody restarts the pods.
			const stale = here.find(({ target }) => variables.has(target));
			if (!stale || isLookedAfter(workload)) return undefined;
			return { ...outcome, state: "unmanaged", detail: `its variables come from ${stale.target}, and nothing restarts its pods` };
		}
		const late = here.find(({ target, state }) => state === "behind" && (variables.has(target) || volumes.has(target)));
		if (late) return { ...outcome, state: "held", detail: `${late.target} does not hold the current version yet` };
		const at = path("/apis/apps/v1", namespace, plural, name);
		if (templateOf(workload).metadata?.annotations?.[annotation] !== secret.version) {
			const obstacle = obstacleOf(plural, workload);
			if (obstacle !== undefined) return { ...outcome, state: "blocked", detail: obstacle };
			const patched = await cluster.patch(at, `patch ${plural} ${namespace}/${name}`, {
				spec: { template: { metadata: { annotations: { [annotation]: secret.version } } } },
			});
			if ("unread" in patched) return { ...outcome, state: "failed", detail: patched.unread.message };
		}
		let detail = "";
		const end = await until(async () => {
			const answer = await cluster.get(at, `get ${plural} ${namespace}/${name}`);
			if ("unread" in answer) {
				detail = answer.unread.message;
				return undefined;
			}
			const rollout = rolloutOf(plural, answer.body as unknown as KubernetesObject);
			if (rollout.state !== "done") ({ detail } = rollout);
			return rollout.state === "going" ? undefined : rollout.state;
		});
		if (end === "done") return { ...outcome, state: "rolled" };
		return { ...outcome, state: end === "failed" ? "failed" : "rolling", detail };
	});
	return (await Promise.all(outcomes)).filter((outcome) => outcome !== undefined);
}
