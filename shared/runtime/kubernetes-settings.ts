import { resolve } from "node:path";
import * as z from "zod";
import { ConfigError } from "../core/errors.ts";

/** Flags that say which Kubernetes clusters are read from within. */
export interface KubernetesFlags {
	readonly kubeconfig?: string;
	readonly context?: readonly string[];
	readonly cluster?: readonly string[];
	readonly namespace?: readonly string[];
}

/** The clusters to read. */
export interface KubernetesSettings {
	/** Contexts of a kubeconfig: the current one when none is named; undefined when only EKS clusters are. */
	readonly kubeconfig?: { readonly file?: string | undefined; readonly contexts: readonly string[] } | undefined;
	/** EKS clusters by name or ARN. */
	readonly clusters: readonly string[];
	/** Only these namespaces; undefined for all. */
	readonly namespaces?: readonly string[] | undefined;
}

const Name = z.string().min(1);

/** Clusters of the configuration file. */
export const KubernetesConfig = z
	.strictObject({
		/** A kubeconfig, relative to the configuration. */
		kubeconfig: Name.optional(),
		/** Contexts of the kubeconfig, or of the one that kubectl uses. */
		contexts: z.array(Name).min(1).optional(),
		/** EKS clusters by name or ARN. */
		clusters: z.array(Name).min(1).optional(),
		namespaces: z.array(Name).min(1).optional(),
	})
	.refine(({ kubeconfig, contexts, clusters }) => kubeconfig ?? contexts ?? clusters, "needs kubeconfig, contexts or clusters");

/** Names of namespaces are DNS labels. */
const namespacePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Throws `ConfigError` for what cannot be the name of a namespace. */
export function checkNamespaces(names: readonly string[] | undefined, place: string): void {
	for (const name of names ?? [])
		if (!namespacePattern.test(name)) throw new ConfigError(`${place}: ${JSON.stringify(name)} cannot be the name of a namespace.`);
}

/** Clusters from flags; undefined when none is named. */
export function kubernetesSettings(flags: KubernetesFlags): KubernetesSettings | undefined {
	const { kubeconfig, context, cluster, namespace } = flags;
	if (kubeconfig === undefined && context === undefined && cluster === undefined) {
		if (namespace) throw new ConfigError("--namespace is for clusters, of which none is named: --kubeconfig, --context or --cluster.");
		return undefined;
	}
	return settings(kubeconfig, context, cluster, namespace, "--namespace");
}

/** Clusters of the configuration file in `directory`. */
export const configuredClusters = (config: z.infer<typeof KubernetesConfig>, directory: string): KubernetesSettings =>
	settings(
		config.kubeconfig === undefined ? undefined : resolve(directory, config.kubeconfig),
		config.contexts,
		config.clusters,
		config.namespaces,
		"kubernetes.namespaces",
	);

function settings(
	file: string | undefined,
	contexts: readonly string[] | undefined,
	clusters: readonly string[] = [],
	namespaces: readonly string[] | undefined,
	place: string,
): KubernetesSettings {
	checkNamespaces(namespaces, place);
	return {
		kubeconfig: file === undefined && contexts === undefined ? undefined : { file, contexts: contexts ?? [] },
		clusters,
		namespaces: namespaces && [...new Set(namespaces)],
	};
}
