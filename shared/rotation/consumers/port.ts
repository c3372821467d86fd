import type { Unread } from "../../core/observed.ts";
import type { KubernetesApi } from "../../kubernetes/port.ts";

/** What a call gave: an object, or why there is none. */
export type ClusterAnswer = { readonly body: Readonly<Record<string, unknown>> } | { readonly unread: Unread };

/** One cluster, as far as its consumers of a secret need it; a failure is a value. */
export interface ConsumerCluster {
	readonly name: string;
	/** Lists, in the chosen namespaces. */
	readonly api: Pick<KubernetesApi, "groups" | "list">;
	get(path: string, operation: string): Promise<ClusterAnswer>;
	patch(path: string, operation: string, patch: object): Promise<ClusterAnswer>;
}

/** Time, as far as waiting needs it; milliseconds. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number): Promise<unknown>;
}

/** What was rotated. */
export interface RotatedSecret {
	readonly arn: string;
	readonly name: string;
	/** Id of the version that is AWSCURRENT. */
	readonly version: string;
	/** Its whole value. It is compared and never kept, shown or sent. */
	readonly text: string;
}
