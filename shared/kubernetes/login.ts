import { readFile } from "node:fs/promises";
import type { RequestOptions } from "node:https";
import { getCACertificates } from "node:tls";
import { type ApiServer, LoginFailed } from "./client.ts";
import { execCredential } from "./exec-plugin.ts";
import type { KubeconfigContext } from "./kubeconfig.ts";
import { renewed } from "./renewal.ts";

/** What a login needs beside the context. */
export interface LoginParts {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** Milliseconds that a credential plugin may run. */
	readonly pluginTimeout?: number | undefined;
}

/**
 * The API server of a context. Certificates, passwords, impersonation, proxies and legacy auth providers are the Kubernetes client's work; credential
 * plugins and token files are ours, because plugins must end, learn what kubectl tells them, and be asked again when a token is refused.
 */
export function kubeconfigServer(context: KubeconfigContext, parts: LoginParts): ApiServer {
	const { cluster, user } = context;
	const plugin = renewed(() => execCredential(context, parts.environment, parts.pluginTimeout), parts.now);
	const config = (async () => {
		// By its module: the package as a whole costs half as much again in time and memory, for an API that is not used.
		const { KubeConfig } = await import("@kubernetes/client-node/dist/config.js");
		const made = new KubeConfig();
		made.loadFromOptions({
			clusters: [
				{
					name: "cluster",
					server: cluster.server,
					// The client takes plain HTTP only with this; who may use it is settled where contexts are chosen.
					skipTLSVerify: !isVerified(context) || cluster.server.startsWith("http:"),
					caFile: cluster["certificate-authority"] ?? undefined,
					caData: cluster["certificate-authority-data"] ?? undefined,
					tlsServerName: cluster["tls-server-name"] ?? undefined,
					proxyUrl: cluster["proxy-url"] ?? undefined,
				},
			],
			users: [
				{
					name: "user",
					certFile: user["client-certificate"] ?? undefined,
					certData: user["client-certificate-data"] ?? undefined,
					keyFile: user["client-key"] ?? undefined,
					keyData: user["client-key-data"] ?? undefined,
					username: user.username ?? undefined,
					password: user.password ?? undefined,
					authProvider: user["auth-provider"] ?? undefined,
				},
			],
			contexts: [{ name: "context", cluster: "cluster", user: "user" }],
			currentContext: "context",
		});
		return made;
	})();
	config.catch(() => {});

	return {
		url: cluster.server.replace(/\/+$/, ""),
		async login(renew) {
			let options: RequestOptions = {};
			try {
				const credential = user.exec && !user.token ? await plugin(renew) : {};
				if (credential.certificate) options = { cert: credential.certificate, key: credential.key };
				const token = user.tokenFile ? (await readFile(user.tokenFile, "utf8")).trim() : (user.token ?? credential.token);
				await (await config).applyToHTTPSOptions(options as never);
				options.headers = { ...options.headers, ...impersonation(context), ...(token ? { authorization: `Bearer ${token}` } : {}) };
			} catch (error) {
				if (error instanceof LoginFailed) throw error;
				throw new LoginFailed("other", `The credentials of the context ${context.context} cannot be had: ${(error as Error).message}`, {
					cause: error,
				});
			}
			const { agent, ...rest } = options;
			return {
				...rest,
				...(cluster["proxy-url"] ? { agent } : {}),
				...(options.ca === undefined ? { ca: systemAuthorities() } : {}),
				rejectUnauthorized: isVerified(context),
				minVersion: "TLSv1.2",
			};
		},
		hint: (of) => (of === "unauthorized" ? `The credentials of the context ${context.context} are not accepted.` : undefined),
	};
}

/** Is the server's certificate checked? */
export const isVerified = ({ cluster }: KubeconfigContext): boolean => cluster["insecure-skip-tls-verify"] !== true;

/** Node's own authorities with those of the system, as kubectl trusts them. */
function systemAuthorities(): string[] {
	known ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
	return known;
}
let known: string[] | undefined;

/** The client knows only the user's name of it; without the groups another would be impersonated than kubectl does. */
function impersonation({ user }: KubeconfigContext): Record<string, string | string[]> {
	const extra = Object.entries(user["as-user-extra"] ?? {}).map(([name, values]) => [
		`Impersonate-Extra-${encodeURIComponent(name)}`,
		values,
	]);
	return {
		...(user.as ? { "Impersonate-User": user.as } : {}),
		...(user["as-uid"] ? { "Impersonate-Uid": user["as-uid"] } : {}),
		...(user["as-groups"]?.length ? { "Impersonate-Group": user["as-groups"] } : {}),
		...Object.fromEntries(extra),
	};
}
