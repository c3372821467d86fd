import type { KubernetesObject, OwnerReference } from "../../kubernetes/port.ts";
import { at, integer, list, record, text } from "./json.ts";
import type { Listings, Reading } from "./listings.ts";
import { compare, type Labels, labelsOf, namespaceOf } from "./objects.ts";
import { push } from "./selectors.ts";

/** What runs, before anything is said of it: the object at the top of an owner chain, with its pods. */
export interface Draft {
	readonly kind: string;
	readonly name: string;
	readonly namespace: string;
	/** The object's own labels. */
	readonly labels: Labels;
	/** API groups of the objects that own it, such as that of a database operator. */
	readonly ownerGroups: readonly string[];
	/** The pod template, or the spec of a pod where there is none. */
	readonly spec: unknown;
	/** Labels of its pods: of the template, or of each pod where there is none. Never empty. */
	readonly podLabels: readonly Labels[];
	readonly podAnnotations: unknown;
	readonly pods: readonly KubernetesObject[];
	/** Lists that its pods come from. */
	readonly podSources: readonly Reading[];
}

interface Open {
	readonly kind: string;
	readonly name: string;
	readonly namespace: string;
	readonly labels: Labels;
	readonly ownerGroups: readonly string[];
	/** Absent where the pods themselves say how they are run. */
	template?: unknown;
	readonly pods: KubernetesObject[];
	readonly podSources: readonly Reading[];
}

/** The workloads of a cluster in a stable order: what owns others at the top, with the pods at the bottom. Linear in the number of objects. */
export function draftWorkloads({ core }: Listings): Draft[] {
	const drafts = new Map<string, Open>();
	/** ReplicaSets and Jobs to what owns them. */
	const links = new Map<string, Open>();
	/** ReplicaSets and Jobs of owners that were not listed: no reason to count them, or their pods, one by one. */
	const orphans = new Set<string>();
	const open = (object: KubernetesObject, kind: string, template: unknown, ...sources: readonly Reading[]): Open => {
		const draft = {
			kind,
			name: object.metadata.name,
			namespace: namespaceOf(object),
			labels: labelsOf(object),
			ownerGroups: list(object.metadata.ownerReferences).map((owner) => groupOf(text(record(owner).apiVersion) ?? "")),
			template,
			pods: [],
			podSources: [core.pods, ...sources],
		};
		drafts.set(keyOf(draft.namespace, kind, draft.name), draft);
		return draft;
	};
	for (const object of core.deployments.items) open(object, "Deployment", at(object, "spec", "template"), core.replicaSets);
	for (const object of core.statefulSets.items) open(object, "StatefulSet", at(object, "spec", "template"));
	for (const object of core.daemonSets.items) open(object, "DaemonSet", at(object, "spec", "template"));
	for (const object of core.cronJobs.items) open(object, "CronJob", at(object, "spec", "jobTemplate", "spec", "template"), core.jobs);

	for (const object of core.jobs.items) {
		const owner = ownerOf(object);
		const cronJob = owner?.kind === "CronJob" ? drafts.get(keyOf(namespaceOf(object), "CronJob", owner.name)) : undefined;
		if (owner?.kind === "CronJob" && !cronJob && core.cronJobs.gap) {
			orphans.add(keyOf(namespaceOf(object), "Job", object.metadata.name));
			continue;
		}
		const draft = cronJob ?? open(object, "Job", at(object, "spec", "template"));
		links.set(keyOf(namespaceOf(object), "Job", object.metadata.name), draft);
	}
	/** What custom resources run: one workload for each of them. */
	const adopt = (owner: OwnerReference, namespace: string, ...sources: readonly Reading[]): Open => {
		const plain = drafts.get(keyOf(namespace, owner.kind, owner.name));
		const group = groupOf(owner.apiVersion);
		const kind = plain && !plain.ownerGroups.includes(group) ? `${owner.kind}.${group}` : owner.kind;
		const key = keyOf(namespace, kind, owner.name);
		const known = drafts.get(key);
		if (known) return known;
		const draft: Open = {
			kind,
			name: owner.name,
			namespace,
			labels: {},
			ownerGroups: [group],
			pods: [],
			podSources: [core.pods, ...sources],
		};
		drafts.set(key, draft);
		return draft;
	};
	const newest = core.replicaSets.items.toSorted((a, b) =>
		compare(text(b.metadata.creationTimestamp) ?? "", text(a.metadata.creationTimestamp) ?? ""),
	);
	for (const object of newest) {
		const owner = ownerOf(object);
		const namespace = namespaceOf(object);
		const deployment = owner?.kind === "Deployment" ? drafts.get(keyOf(namespace, "Deployment", owner.name)) : undefined;
		if (owner?.kind === "Deployment" && !deployment && core.deployments.gap) {
			orphans.add(keyOf(namespace, "ReplicaSet", object.metadata.name));
			continue;
		}
		const draft =
			deployment ??
			(owner ? adopt(owner, namespace, core.replicaSets) : open(object, "ReplicaSet", at(object, "spec", "template"), core.replicaSets));
		if (owner && !deployment && integer(at(object, "spec", "replicas")) !== 0) draft.template ??= at(object, "spec", "template");
		links.set(keyOf(namespace, "ReplicaSet", object.metadata.name), draft);
	}
	for (const pod of core.pods.items) {
		const owner = ownerOf(pod);
		const namespace = namespaceOf(pod);
		const draft = owner && owner.kind !== "Node" ? ownedBy(owner, pod) : undefined;
		if (draft) draft.pods.push(pod);
		else if (!hasEnded(pod) && !(owner && isUnlisted(owner, namespace))) open(pod, "Pod", undefined).pods.push(pod);

		function ownedBy(reference: OwnerReference, member: KubernetesObject): Open | undefined {
			const key = keyOf(namespace, reference.kind, reference.name);
			const isOurs = ["apps", "batch"].includes(groupOf(reference.apiVersion));
			const known = links.get(key) ?? (isOurs ? drafts.get(key) : undefined) ?? deploymentOf(reference, member);
			if (known) return known;
			return isUnlisted(reference, namespace) || hasEnded(member) ? undefined : adopt(reference, namespace);
		}
	}
	/** The ReplicaSet of a pod may be gone from the list; Kubernetes names it after the Deployment and the hash in the pod's labels. */
	function deploymentOf({ kind, name }: OwnerReference, pod: KubernetesObject): Open | undefined {
		const hash = labelsOf(pod)["pod-template-hash"];
		if (kind !== "ReplicaSet" || !hash || !name.endsWith(`-${hash}`)) return undefined;
		return drafts.get(keyOf(namespaceOf(pod), "Deployment", name.slice(0, -hash.length - 1)));
	}
	/** Was the list that holds such owners not read whole? */
	function isUnlisted({ kind, name }: OwnerReference, namespace: string): boolean {
		const source: Readonly<Record<string, Reading>> = {
			ReplicaSet: core.replicaSets,
			StatefulSet: core.statefulSets,
			DaemonSet: core.daemonSets,
			Job: core.jobs,
		};
		return orphans.has(keyOf(namespace, kind, name)) || (Object.hasOwn(source, kind) ? source[kind] : undefined)?.gap !== undefined;
	}
	return [...drafts.values()]
		.map(close)
		.filter((draft) => draft !== undefined)
		.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.kind, b.kind) || compare(a.name, b.name));
}

/** Undefined for what has neither a template nor a pod. */
function close({ template, ...draft }: Open): Draft | undefined {
	const pods = draft.pods.toSorted((a, b) => compare(a.metadata.name, b.metadata.name));
	if (template !== undefined)
		return {
			...draft,
			pods,
			spec: at(template, "spec"),
			podLabels: [labelsOf({ metadata: { name: "", ...record(at(template, "metadata")) } })],
			podAnnotations: at(template, "metadata", "annotations"),
		};
	const live = pods.filter((pod) => !hasEnded(pod));
	const [model] = [...live.filter(isRunning), ...live];
	if (!model) return undefined;
	const podLabels = [...new Map(live.map((pod) => [JSON.stringify(labelsOf(pod)), labelsOf(pod)])).values()];
	const labels = draft.kind === "Pod" || Object.keys(draft.labels).length > 0 ? draft.labels : common(podLabels);
	return { ...draft, labels, pods, spec: model.spec, podLabels, podAnnotations: model.metadata.annotations };
}

/** The labels that all have. */
function common([first = {}, ...others]: readonly Labels[]): Labels {
	return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((labels) => labels[key] === value)));
}

/** What controls the object, else what owns it first. */
function ownerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
	const owners = list(metadata.ownerReferences)
		.map(record)
		.filter(({ kind, name }) => text(kind) && text(name));
	const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
	return owner && ({ ...owner, apiVersion: text(owner.apiVersion) ?? "" } as unknown as OwnerReference);
}

/** `apps` of `apps/v1`, empty for the core's `v1`. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes("/") ? (apiVersion.split("/")[0] as string) : "");

export const phaseOf = (pod: KubernetesObject): string | undefined => text(at(pod, "status", "phase"));

export const isRunning = (pod: KubernetesObject): boolean => phaseOf(pod) === "Running";

const hasEnded = (pod: KubernetesObject): boolean => ["Succeeded", "Failed"].includes(phaseOf(pod) ?? "");

const keyOf = (namespace: string, kind: string, name: string): string => `${namespace}\n${kind}\n${name}`;

/** Drafts by namespace. */
export function draftsByNamespace(drafts: readonly Draft[]): ReadonlyMap<string, readonly Draft[]> {
	const map = new Map<string, Draft[]>();
	for (const draft of drafts) push(map, draft.namespace, draft);
	return map;
}
