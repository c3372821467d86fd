import { Agent as PlainAgent } from "node:http";
import { type RequestOptions, Agent as SecureAgent } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { createLimiter } from "../aws/concurrency.ts";
import { ConfigError } from "../core/errors.ts";
import type { Unread, UnreadCause } from "../core/observed.ts";
import { attemptsFor, explainKubernetesFailure, plainMessage, RequestFailed } from "./failure.ts";
import { defaultTimeouts, type HttpAnswer, type HttpTimeouts, httpCall, type MergePatch } from "./http.ts";
import { askedPause, causeOfStatus, explainStatus, type JsonObject, parseObject } from "./status.ts";

/** How to get at one API server. */
export interface ApiServer {
	/** https://host:port, with the path under which the API lies when it is not the root. */
	readonly url: string;
	/**
	 * Options of the next request: certificate authorities, client certificate, headers with the token, an agent when a proxy is between.
	 * `renew` when the server refused the last token. Rejects with `LoginFailed` when it cannot be had.
	 */
	login(renew: boolean): Promise<RequestOptions>;
	/** What may be the reason when the server cannot be reached, or takes nobody's word for who is asking (401). */
	hint(of: "unreachable" | "unauthorized"): string | undefined;
}

/** There are no credentials for the API server, and asking again will not change that. */
export class LoginFailed extends RequestFailed {}

/** How a client behaves. */
export interface ClientOptions {
	/** Parapet's version, for the user agent. */
	readonly version: string;
	/** HTTPS_PROXY, NO_PROXY and the like apply. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Requests in flight. */
	readonly concurrency?: number | undefined;
	readonly timeouts?: HttpTimeouts | undefined;
	/** A request is sent, repeated ones too. */
	readonly onRequest?: (() => void) | undefined;
	/** Waits, in milliseconds; for tests. */
	readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined;
}

/** What a GET or a PATCH gave: an object, or why there is none. `expired`: the place in a listing is no longer known (410), so that it must be begun again. */
export type Outcome = { readonly body: JsonObject } | { readonly unread: Unread; readonly expired: boolean };

/** Asks one API server, politely and only so long as it answers. */
export interface KubernetesClient {
	/** `operation` names what is asked for, for errors. Never rejects. */
	get(path: string, operation: string): Promise<Outcome>;
	/** Why nothing more is asked, once that is so: it cannot be reached, or lets nobody in. */
	lost(): Unread | undefined;
	close(): void;
}

/** One that may also change objects. Scans never ask for it. */
export interface WritingClient extends KubernetesClient {
	/** Merges `patch` into the object at the path. It may arrive twice, so that it must mean the same the second time. Never rejects. */
	patch(path: string, operation: string, patch: object): Promise<Outcome>;
}

/** Attempts of a request that the server asks to repeat, the first included. */
const attempts = 5;

/** The longest pause that a server may ask for, in milliseconds. */
const longestPause = 30_000;

/** After so many requests in a row that failed for good, no more are sent. */
const patience = 3;

/** A client with a bound on requests in flight, retries, and one renewal of a login that the server refuses. */
export function createClient(server: ApiServer, options: ClientOptions): WritingClient {
	const { timeouts = defaultTimeouts, concurrency = 8, sleep = wait } = options;
	const limiter = createLimiter(concurrency);
	const agent = agentFor(server.url, concurrency, options.environment);
	let answered = false;
	let failures = 0;
	let admitted = false;
	let lost: Unread | undefined;
	/** What was last sent to prove who asks, which no message may repeat. */
	let secret = "";

	const send = async (path: string, renew: boolean, change?: MergePatch): Promise<HttpAnswer> => {
		const login = await server.login(renew);
		secret = String((login.headers as { authorization?: unknown } | undefined)?.authorization ?? "").replace(/^\w+ /, "");
		const headers = { "user-agent": `parapet/${options.version}`, ...login.headers };
		options.onRequest?.();
		return httpCall(new URL(`${server.url}${path}`), { agent, ...login, headers }, timeouts, change);
	};

	/** For good: a login that failed stays so, and a server that never answered will not for the next forty listings either. */
	const failed = (operation: string, error: unknown): Outcome => {
		const unread = explainKubernetesFailure(operation, error, [secret]);
		const hinted = unread.cause === "timeout" || unread.cause === "network" ? withHint(unread, server.hint("unreachable")) : unread;
		failures++;
		if (error instanceof LoginFailed || !answered || failures >= patience) lost ??= hinted;
		return { unread: hinted, expired: false };
	};

	const ask = async (path: string, operation: string, change?: MergePatch): Promise<Outcome> => {
		let renew = false;
		for (let number = 1; ; number++) {
			if (lost) return { unread: { ...lost, operation }, expired: false };
			let answer: HttpAnswer;
			try {
				answer = await send(path, renew, change);
			} catch (error) {
				if (error instanceof LoginFailed || number >= attemptsFor(error)) return failed(operation, error);
				await sleep(pause(number));
				continue;
			}
			answered = true;
			const { status } = answer;
			if (status === 401 && !renew) {
				renew = true;
				continue;
			}
			if (status === 401) {
				const { unread } = refused(operation, "denied", explainStatus(answer), [secret]);
				const hinted = withHint(unread, server.hint("unauthorized"));
				failures++;
				// A fresh token was refused as well: so will the next one be, unless others were taken before.
				if (!admitted || failures >= patience) lost ??= hinted;
				return { unread: hinted, expired: false };
			}
			admitted = true;
			failures = 0;
			if (status === 200) {
				const body = parseObject(answer.body);
				return body ? { body } : refused(operation, "malformed", "The answer is no JSON object.", []);
			}
			if ((status === 429 || (status >= 500 && status !== 501)) && number < attempts) {
				renew = false;
				await sleep(Math.min(askedPause(answer) ?? pause(number), longestPause));
				continue;
			}
			return { ...refused(operation, causeOfStatus(answer), explainStatus(answer), [secret]), expired: status === 410 };
		}
	};

	return {
		get: (path, operation) => limiter.run(() => ask(path, operation)),
		patch: (path, operation, patch) => limiter.run(() => ask(path, operation, { patch })),
		lost: () => lost,
		close: () => agent.destroy(),
	};
}

function agentFor(url: string, maxSockets: number, environment: ClientOptions["environment"]): PlainAgent | SecureAgent {
	const common = { keepAlive: true, maxSockets };
	if (!url.startsWith("https:")) return new PlainAgent(common);
	// As kubectl does, so that a cluster on this machine needs no NO_PROXY.
	const { hostname } = new URL(url);
	if (/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) return new SecureAgent(common);
	const named = environment.https_proxy || environment.HTTPS_PROXY;
	// The runtime takes no name without a scheme, which Go does, and passes over a proxy of another kind as if there were none.
	const proxy = named && !named.includes("://") ? `http://${named}` : named;
	if (proxy && (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy)))
		throw new ConfigError(
			`HTTPS_PROXY cannot be used for ${hostname}: it must be http://host:port or https://host:port (proxy-url in a kubeconfig may be socks5://).`,
		);
	return new SecureAgent({ ...common, proxyEnv: { https_proxy: proxy, no_proxy: environment.no_proxy || environment.NO_PROXY } });
}

/** Milliseconds before the next attempt: half a second, then twice as long each time. */
const pause = (number: number): number => 250 * 2 ** number;

const refused = (operation: string, cause: UnreadCause, message: string, secrets: readonly string[]) => ({
	unread: { service: "kubernetes", operation, cause, message: plainMessage(message, secrets) },
	expired: false,
});

const withHint = (unread: Unread, hint: string | undefined): Unread =>
	hint ? { ...unread, message: `${unread.message.replace(/\.?$/, ".")} ${hint}` } : unread;
