import { createHash } from "node:crypto";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import type { RotatedSecret } from "./port.ts";

/** Kinds that can be rolled, by the resource's name. */
export const workloadKinds = { deployments: "Deployment", statefulsets: "StatefulSet", daemonsets: "DaemonSet" } as const;
export type WorkloadPlural = keyof typeof workloadKinds;

/** On a workload: `true` to be rolled when a Kubernetes Secret that it uses has changed, or names and ARNs of secrets, separated by commas, whose rotation rolls it. */
export const rollAnnotation = "parapet.dev/roll-on-rotation";

/** On a pod template, one a secret: the version that its pods were started for. The id says nothing of the value. */
export const versionAnnotation = ({ arn }: RotatedSecret): string =>
	`parapet.dev/rotated-${createHash("sha256").update(arn).digest("hex").slice(0, 12)}`;

interface Template {
	readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
	readonly spec?: PodSpec;
}

interface PodSpec {
	readonly containers?: readonly Container[];
	readonly initContainers?: readonly Container[];
	readonly volumes?: readonly {
		readonly secret?: { readonly secretName?: string };
		readonly projected?: { readonly sources?: readonly { readonly secret?: { readonly name?: string } }[] };
	}[];
}

interface Container {
	readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { readonly name?: string } } }[];
	readonly envFrom?: readonly { readonly secretRef?: { readonly name?: string } }[];
}

export const templateOf = ({ spec }: KubernetesObject): Template => ((spec ?? {}) as { template?: Template }).template ?? {};

/** The Kubernetes Secrets that the pods of a workload use: in variables, which never change while a pod runs, and in volumes, which do. */
export function secretsOf(workload: KubernetesObject): { readonly variables: ReadonlySet<string>; readonly volumes: ReadonlySet<string> } {
	const { containers = [], initContainers = [], volumes = [] } = templateOf(workload).spec ?? {};
	const all = [...containers, ...initContainers];
	const named = (names: readonly (string | undefined)[]) => new Set(names.filter((name) => name !== undefined));
	return {
		variables: named(
			all.flatMap(({ env = [], envFrom = [] }) => [
				...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
				...envFrom.map(({ secretRef }) => secretRef?.name),
			]),
		),
		volumes: named(
			volumes.flatMap(({ secret, projected }) => [secret?.secretName, ...(projected?.sources ?? []).map((source) => source.secret?.name)]),
		),
	};
}

/** Is the workload to be rolled for the secret, given the Kubernetes Secrets in its namespace that hold it? */
export function isOptedIn(workload: KubernetesObject, secret: RotatedSecret, targets: ReadonlySet<string>): boolean {
	const wish = workload.metadata.annotations?.[rollAnnotation];
	if (wish === undefined || wish === "false") return false;
	if (wish !== "true") return wish.split(",").some((each) => [secret.name, secret.arn].includes(each.trim()));
	const { variables, volumes } = secretsOf(workload);
	return [...variables, ...volumes].some((name) => targets.has(name));
}

/** Somebody else restarts its pods: the annotation says `false`, or Stakater's Reloader watches it. */
export function isLookedAfter({ metadata: { annotations = {} } }: KubernetesObject): boolean {
	return rollAnnotation in annotations || Object.keys(annotations).some((name) => /(^|\.)reloader\.stakater\.com\//.test(name));
}

/** How far a rollout has come, as `kubectl rollout status` tells it. */
export type Rollout = { readonly state: "done" } | { readonly state: "going" | "failed"; readonly detail: string };

interface Status {
	readonly observedGeneration?: number;
	readonly replicas?: number;
	readonly updatedReplicas?: number;
	readonly readyReplicas?: number;
	readonly availableReplicas?: number;
	readonly currentRevision?: string;
	readonly updateRevision?: string;
	readonly desiredNumberScheduled?: number;
	readonly updatedNumberScheduled?: number;
	readonly numberAvailable?: number;
	readonly conditions?: readonly {
		readonly type?: string;
		readonly status?: string;
		readonly reason?: string;
		readonly message?: string;
	}[];
}

/** Reads the status of a workload that was patched. */
export function rolloutOf(plural: WorkloadPlural, workload: KubernetesObject): Rollout {
	const status = (workload.status ?? {}) as Status;
	const spec = (workload.spec ?? {}) as { replicas?: number };
	const going = (detail: string): Rollout => ({ state: "going", detail });
	const generation = Number(workload.metadata.generation ?? 0);
	if ((status.observedGeneration ?? 0) < generation) return going("its controller has not seen the change yet");
	if (plural === "daemonsets") {
		const { desiredNumberScheduled: desired = 0, updatedNumberScheduled: updated = 0, numberAvailable: available = 0 } = status;
		if (updated < desired) return going(`${updated} of ${desired} pods are new`);
		return available < desired ? going(`${available} of ${desired} new pods are available`) : { state: "done" };
	}
	const wanted = spec.replicas ?? 1;
	const { updatedReplicas: updated = 0, replicas = 0 } = status;
	if (plural === "deployments") {
		const progressing = status.conditions?.find(({ type }) => type === "Progressing");
		if (progressing?.reason === "ProgressDeadlineExceeded")
			return { state: "failed", detail: "its new pods did not become ready within its progressDeadlineSeconds" };
		if (updated < wanted) return going(`${updated} of ${wanted} pods are new`);
		if (replicas > updated) return going(`${replicas - updated} old pods are still there`);
		const { availableReplicas: available = 0 } = status;
		return available < updated ? going(`${available} of ${updated} new pods are available`) : { state: "done" };
	}
	const { readyReplicas: ready = 0 } = status;
	if (ready < wanted) return going(`${ready} of ${wanted} pods are ready`);
	if (status.updateRevision !== status.currentRevision) return going(`${updated} of ${wanted} pods are new`);
	return { state: "done" };
}

/** Why a change of the pod template would not replace the pods; undefined when it will. */
export function obstacleOf(plural: WorkloadPlural, { spec }: KubernetesObject): string | undefined {
	const { paused, updateStrategy } = (spec ?? {}) as {
		paused?: boolean;
		updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
	};
	if (plural === "deployments") return paused ? "it is paused" : undefined;
	if (updateStrategy?.type === "OnDelete") return "its updateStrategy is OnDelete: delete its pods";
	return (updateStrategy?.rollingUpdate?.partition ?? 0) > 0
		? "its updateStrategy has a partition: pods below it stay as they are"
		: undefined;
}
