import type { KubernetesOperatorDatabase } from "../../../core/resources/index.ts";
import type { KubernetesObject } from "../../../kubernetes/port.ts";
import { at, scalars, text } from "../json.ts";

/** What an operator's custom resource asks for, beside where it is. */
export type OperatorFacts = Pick<KubernetesOperatorDatabase, "engine" | "parameters" | "hba"> & {
	[K in "version" | "instances" | "tlsRequired" | "tlsEnabled" | "superuserAccess" | "backups" | "exposed"]:
		| KubernetesOperatorDatabase[K]
		| undefined;
};

/** Reads the custom resource of one operator; undefined for a database that is none of ours. */
export type OperatorReader = (object: KubernetesObject) => OperatorFacts | undefined;

/** Is one of the Services reached from outside the cluster, by a load balancer or a port of every node? */
export const isExposed = (types: readonly unknown[]): boolean => types.some((type) => type === "LoadBalancer" || type === "NodePort");

/** The release of PostgreSQL, MySQL or MariaDB that an image's tag begins with; undefined where it begins with something else. */
export const versionOfImage = (image: unknown): string | undefined => {
	const [, name = "", version] = /([^/:@]+):v?(\d[\w.-]{0,40})(?:@|$)/.exec(text(image) ?? "") ?? [];
	return /operator/.test(name) ? undefined : version;
};

/** Parameters of PostgreSQL, names in lower case. */
export const parametersAt = (value: unknown, ...keys: readonly string[]): [string, string][] =>
	scalars(at(value, ...keys)).map(([name, setting]) => [name.toLowerCase(), setting]);
