import type { KubernetesObject, OwnerReference } from "../../kubernetes/port.ts";
import { at, integer, record, text } from "./json.ts";
import type { Listings, Reading } from "./listings.ts";
import { compare, type Labels, labelsOf, namespaceOf } from "./objects.ts";
import { groupOf, hasEnded, isRunning, ownerGroupsOf, ownerOf } from "./owner-references.ts";

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
	readonly pods: readonly KubernetesObject[];
	/** Lists that its pods come from. */
	readonly podSources: readonly Reading[];
}

type Open = Omit<Draft, "spec" | "podLabels" | "pods"> & {
	/** Absent where the pods themselves say how they are run. */
	template?: unknown;
	readonly pods: KubernetesObject[];
};

/** What is known while owner chains are followed. */
interface Chains {
	readonly core: Listings["core"];
	readonly drafts: Map<string, Open>;
	/** ReplicaSets and Jobs to what owns them. */
	readonly links: Map<string, Open>;
	/** ReplicaSets and Jobs of owners that were not listed: no reason to count them, or their pods, one by one. */
	readonly orphans: Set<string>;
}

/** The workloads of a cluster in a stable order: what owns others at the top, with the pods at the bottom. Linear in the number of objects. */
export function draftWorkloads({ core }: Listings): Draft[] {
	const chains: Chains = { core, drafts: new Map(), links: new Map(), orphans: new Set() };
	for (const object of core.deployments.items) open(chains, object, "Deployment", at(object, "spec", "template"), core.replicaSets);
	for (const object of core.statefulSets.items) open(chains, object, "StatefulSet", at(object, "spec", "template"));
	for (const object of core.daemonSets.items) open(chains, object, "DaemonSet", at(object, "spec", "template"));
	for (const object of core.cronJobs.items)
		open(chains, object, "CronJob", at(object, "spec", "jobTemplate", "spec", "template"), core.jobs);
	for (const object of core.jobs.items) followJob(chains, object);
	// The newest first: what a custom resource runs is what its newest ReplicaSet says.
	const age = ({ metadata }: KubernetesObject) => text(metadata.creationTimestamp) ?? "";
	for (const object of core.replicaSets.items.toSorted((a, b) => compare(age(b), age(a)))) followReplicaSet(chains, object);
	for (const pod of core.pods.items) followPod(chains, pod);
	return [...chains.drafts.values()]
		.map(close)
		.filter((draft) => draft !== undefined)
		.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.kind, b.kind) || compare(a.name, b.name));
}

function followJob(chains: Chains, job: KubernetesObject): void {
	const { core, links, orphans } = chains;
	const key = keyOf(namespaceOf(job), "Job", job.metadata.name);
	const owner = ownerOf(job);
	const cronJob = owner?.kind === "CronJob" ? chains.drafts.get(keyOf(namespaceOf(job), "CronJob", owner.name)) : undefined;
	if (owner?.kind === "CronJob" && !cronJob && core.cronJobs.gap) orphans.add(key);
	else links.set(key, cronJob ?? open(chains, job, "Job", at(job, "spec", "template")));
}

function followReplicaSet(chains: Chains, replicaSet: KubernetesObject): void {
	const { core, drafts, links, orphans } = chains;
	const namespace = namespaceOf(replicaSet);
	const key = keyOf(namespace, "ReplicaSet", replicaSet.metadata.name);
	const template = at(replicaSet, "spec", "template");
	const owner = ownerOf(replicaSet);
	const deployment = owner?.kind === "Deployment" ? drafts.get(keyOf(namespace, "Deployment", owner.name)) : undefined;
	if (deployment) links.set(key, deployment);
	else if (owner?.kind === "Deployment" && core.deployments.gap) orphans.add(key);
	else if (!owner) links.set(key, open(chains, replicaSet, "ReplicaSet", template, core.replicaSets));
	else {
		const draft = adopt(chains, owner, namespace, core.replicaSets);
		if (integer(at(replicaSet, "spec", "replicas")) !== 0) draft.template ??= template;
		links.set(key, draft);
	}
}

function followPod(chains: Chains, pod: KubernetesObject): void {
	const { drafts, links } = chains;
	const namespace = namespaceOf(pod);
	const owner = ownerOf(pod);
	// A static pod belongs to its node, which is no workload.
	if (!owner || owner.kind === "Node") {
		if (!hasEnded(pod)) open(chains, pod, "Pod", undefined).pods.push(pod);
		return;
	}
	const key = keyOf(namespace, owner.kind, owner.name);
	const isOurs = ["apps", "batch"].includes(groupOf(owner.apiVersion));
	const known = links.get(key) ?? (isOurs ? drafts.get(key) : undefined) ?? deploymentOf(chains, owner, pod);
	if (known) known.pods.push(pod);
	else if (!hasEnded(pod) && !isUnlisted(chains, owner, namespace)) adopt(chains, owner, namespace).pods.push(pod);
}

/** A workload that is an object of Kubernetes itself. */
function open({ core, drafts }: Chains, object: KubernetesObject, kind: string, template: unknown, ...sources: readonly Reading[]): Open {
	const draft: Open = {
		kind,
		name: object.metadata.name,
		namespace: namespaceOf(object),
		labels: labelsOf(object),
		ownerGroups: ownerGroupsOf(object),
		template,
		pods: [],
		podSources: [core.pods, ...sources],
	};
	drafts.set(keyOf(draft.namespace, kind, draft.name), draft);
	return draft;
}

/** What a custom resource runs: one workload for each of them, named with its group where another kind of that name came first. */
function adopt({ core, drafts }: Chains, owner: OwnerReference, namespace: string, ...sources: readonly Reading[]): Open {
	const plain = drafts.get(keyOf(namespace, owner.kind, owner.name));
	const group = groupOf(owner.apiVersion);
	const kind = plain && !plain.ownerGroups.includes(group) ? `${owner.kind}.${group}` : owner.kind;
	const key = keyOf(namespace, kind, owner.name);
	const known = drafts.get(key);
	if (known) return known;
	const fresh = { kind, name: owner.name, namespace, labels: {}, ownerGroups: [group], pods: [], podSources: [core.pods, ...sources] };
	drafts.set(key, fresh);
	return fresh;
}

/** The ReplicaSet of a pod may be gone from the list; Kubernetes names it after the Deployment and the hash in the pod's labels. */
function deploymentOf({ drafts }: Chains, { kind, name }: OwnerReference, pod: KubernetesObject): Open | undefined {
	const hash = labelsOf(pod)["pod-template-hash"];
	if (kind !== "ReplicaSet" || !hash || !name.endsWith(`-${hash}`)) return undefined;
	return drafts.get(keyOf(namespaceOf(pod), "Deployment", name.slice(0, -hash.length - 1)));
}

/** Was the list that holds such owners not read whole? */
function isUnlisted({ core, orphans }: Chains, { kind, name }: OwnerReference, namespace: string): boolean {
	const sources = new Map([
		["ReplicaSet", core.replicaSets],
		["StatefulSet", core.statefulSets],
		["DaemonSet", core.daemonSets],
		["Job", core.jobs],
	]);
	return orphans.has(keyOf(namespace, kind, name)) || sources.get(kind)?.gap !== undefined;
}

/** Undefined for what has neither a template nor a pod. */
function close({ template, ...draft }: Open): Draft | undefined {
	const pods = draft.pods.toSorted((a, b) => compare(a.metadata.name, b.metadata.name));
	if (template !== undefined) {
		const podLabels = [labelsOf({ metadata: { name: "", ...record(at(template, "metadata")) } })];
		return { ...draft, pods, spec: at(template, "spec"), podLabels };
	}
	const live = pods.filter((pod) => !hasEnded(pod));
	const [model] = [...live.filter(isRunning), ...live];
	if (!model) return undefined;
	const podLabels = [...new Map(live.map((pod) => [JSON.stringify(labelsOf(pod)), labelsOf(pod)])).values()];
	const labels = draft.kind === "Pod" || Object.keys(draft.labels).length > 0 ? draft.labels : common(podLabels);
	return { ...draft, labels, pods, spec: model.spec, podLabels };
}

/** The labels that all have. */
function common([first = {}, ...others]: readonly Labels[]): Labels {
	return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((labels) => labels[key] === value)));
}

const keyOf = (namespace: string, kind: string, name: string): string => `${namespace}\n${kind}\n${name}`;
