import { seen } from "../../core/observed.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { scalars } from "./json.ts";

/** Where a cluster belongs in AWS; `-` each for a cluster that AWS does not run. */
export interface ClusterPlace {
	readonly partition: string;
	readonly account: string;
	readonly region: string;
}

/** A cluster's place with its name. */
export interface Here extends ClusterPlace {
	readonly cluster: string;
}

export type Labels = Readonly<Record<string, string>>;

export const labelsOf = ({ metadata }: Pick<KubernetesObject, "metadata">): Labels => Object.fromEntries(scalars(metadata.labels));

export const annotationOf = ({ metadata }: Pick<KubernetesObject, "metadata">, name: string): string | undefined => {
	const { annotations } = metadata;
	const value = annotations && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
	return typeof value === "string" ? value : undefined;
};

/** The namespace, empty for what has none. */
export const namespaceOf = ({ metadata }: Pick<KubernetesObject, "metadata">): string => metadata.namespace ?? "";

/** `kubernetes://<cluster>/<namespace or ->/<kind>/<name>`. */
export const arnOf = ({ cluster }: Here, namespace: string | undefined, kind: string, name: string): string =>
	`kubernetes://${cluster}/${namespace || "-"}/${kind}/${name}`;

/** The fields that every resource of a cluster has, from the object's metadata. */
export function baseOf(here: Here, object: Pick<KubernetesObject, "metadata">, kind: string) {
	const { name, namespace } = object.metadata;
	return {
		arn: arnOf(here, namespace, kind, name),
		name,
		partition: here.partition,
		account: here.account,
		region: here.region,
		cluster: here.cluster,
		tags: seen({ ...labelsOf(object) }),
	};
}

/** For a stable order that no locale changes. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
