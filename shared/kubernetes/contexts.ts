import { ConfigError } from "../core/errors.ts";
import { type EksName, parseEksArn } from "./eks-name.ts";
import { type KubeconfigContext, type KubeconfigRequest, readKubeconfig } from "./kubeconfig.ts";
import { isVerified } from "./login.ts";

/** A context that may be used, with the name of its cluster and, for one of EKS, its place. */
export interface ChosenContext {
	readonly context: KubeconfigContext;
	readonly name: string;
	readonly eks?: EksName | undefined;
	/** Why reading it is less safe than it should be. */
	readonly warnings: readonly string[];
}

/** The chosen contexts, one for each cluster. Throws `ConfigError` for one that would hand a secret to a server that is not verified. */
export async function chooseContexts(request: KubeconfigRequest): Promise<ChosenContext[]> {
	const byCluster = new Map<string, ChosenContext>();
	for (const context of await readKubeconfig(request)) {
		const known = byCluster.get(context.clusterName);
		if (known) {
			const warning = `The contexts ${known.context.context} and ${context.context} lead to the same cluster; it is read through the first.`;
			byCluster.set(context.clusterName, { ...known, warnings: [...known.warnings, warning] });
		} else byCluster.set(context.clusterName, { context, ...nameOf(context), warnings: warningsOf(context) });
	}
	return [...byCluster.values()];
}

/** `aws eks update-kubeconfig` writes the ARN, eksctl `name.region.eksctl.io`; any other name is the cluster's own. */
function nameOf({ clusterName, cluster }: KubeconfigContext): { readonly name: string; readonly eks?: EksName } {
	const eks = parseEksArn(clusterName);
	if (eks) return { name: eks.name, eks };
	const [, name] = /^([A-Za-z0-9_-]+)\.[a-z0-9-]+\.eksctl\.io$/.exec(clusterName) ?? [];
	return { name: name && /\.eks\.amazonaws\.com(\.cn)?(:443)?\/?$/.test(cluster.server) ? name : clusterName };
}

/** Who sends a token or a password shows it to whoever answers: that must be the cluster. A client certificate shows nothing. */
function warningsOf(context: KubeconfigContext): string[] {
	const { cluster, user } = context;
	const secret = user.token || user.tokenFile || user.username || user.exec || user["auth-provider"];
	const place = `The context ${context.context}`;
	if (!/^https?:\/\//.test(cluster.server)) throw new ConfigError(`${place} has a server that is neither https:// nor http://.`);
	if (cluster.server.startsWith("http:")) {
		if (secret) throw new ConfigError(`${place} would send its credentials in plaintext: its server must be https://.`);
		const local = /^http:\/\/(localhost|127\.[\d.]+|\[::1\])(:\d+)?(\/|$)/.test(cluster.server);
		return local ? [] : [`${cluster.server} is read in plaintext.`];
	}
	if (isVerified(context)) return [];
	if (secret)
		throw new ConfigError(
			`${place} has insecure-skip-tls-verify, so that its credentials would go to whoever answers: give the cluster's certificate-authority-data instead.`,
		);
	return [`${cluster.server} is read with insecure-skip-tls-verify: who answers there is not verified.`];
}
