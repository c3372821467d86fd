import type { Observed, Unread } from "../core/observed.ts";

/** The metadata that every object of a cluster has, as the API's JSON gives it. */
export interface ObjectMeta {
	readonly name: string;
	readonly namespace?: string;
	readonly uid?: string;
	readonly creationTimestamp?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly ownerReferences?: readonly OwnerReference[];
	readonly [key: string]: unknown;
}

/** The object that an object belongs to. */
export interface OwnerReference {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly uid: string;
	readonly controller?: boolean;
}

/** An object as JSON of the API gives it. Items of a list come without apiVersion and kind. */
export interface KubernetesObject {
	readonly apiVersion?: string;
	readonly kind?: string;
	readonly metadata: ObjectMeta;
	readonly [key: string]: unknown;
}

/** What is to be listed. */
export interface ListRequest {
	/** The API group, empty for the core. */
	readonly group: string;
	readonly version: string;
	readonly plural: string;
	/** Objects live in namespaces, so that a choice of namespaces applies. */
	readonly namespaced: boolean;
}

/** A whole listing; what was read before a failure is kept. */
export interface Listed {
	readonly items: readonly KubernetesObject[];
	readonly error?: Unread;
}

/** The read access to one cluster that collectors need. A failure of the API is a value, never an exception. */
export interface KubernetesApi {
	/** The cluster's name. */
	readonly cluster: string;
	/** Only these namespaces are read when given. */
	readonly namespaces: readonly string[] | undefined;
	/** e.g. v1.34.2-eks-1a2b3c4. */
	version(): Promise<Observed<string>>;
	/** API groups with their versions, preferred first. */
	groups(): Promise<Observed<ReadonlyMap<string, readonly string[]>>>;
	/** Every page, in every chosen namespace. A resource that the server does not have (404) is cause `notFound`. `Unread.operation` is `list deployments.apps`. */
	list(request: ListRequest): Promise<Listed>;
}
