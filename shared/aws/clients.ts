import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { AwsClient } from "./caller.ts";
import type { AwsServiceName } from "./services.ts";

/** Keys for signing; `expiration` is absent for long-lived ones. */
export interface AwsCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
	readonly expiration?: Date;
}

/** Resolves keys whenever they are needed; expected to remember them until they expire. */
export type CredentialProvider = () => Promise<AwsCredentials>;

/** How clients behave. */
export interface ClientSettings {
	/** Parapet's own version, for the user agent. */
	readonly version: string;
	/** Calls in flight, hence sockets an endpoint. */
	readonly concurrency: number;
	/** Attempts a call, the first included. */
	readonly maxAttempts?: number | undefined;
	/** The profile whose region-independent settings (endpoint, FIPS, dual stack) apply. */
	readonly profile?: string | undefined;
	/** Of the services that are called: bundles have the packages of these alone. */
	readonly makers: ClientMakers;
	/** Milliseconds. */
	readonly connectionTimeout?: number | undefined;
	/** Milliseconds, of one attempt. */
	readonly requestTimeout?: number | undefined;
}

/** SDK clients, made when first used and kept for their credentials, region and service. */
export interface AwsClients {
	client(credentials: CredentialProvider, region: string, service: AwsServiceName): Promise<AwsClient>;
	/** Forgets the clients of finished scopes, so that many accounts and regions do not pile up. */
	forget(credentials: CredentialProvider, region: string): void;
	/** Closes every connection. */
	close(): void;
}

type ClientConfig = ReturnType<typeof clientConfig>;

/** Makes the client of a service. */
export type ClientMaker = (config: ClientConfig) => Promise<AwsClient>;

/** Makers by service. */
export type ClientMakers = Readonly<Partial<Record<AwsServiceName, ClientMaker>>>;

function makerOf(service: AwsServiceName, { makers }: ClientSettings): ClientMaker {
	const maker = makers[service];
	if (!maker) throw new Error(`There is no client for ${service}: pass its maker.`);
	return maker;
}

const clientConfig = (credentials: CredentialProvider, region: string, settings: ClientSettings, agents: Agents) => ({
	credentials,
	region,
	maxAttempts: settings.maxAttempts ?? 6,
	retryMode: "adaptive",
	// The middleware of a command is resolved once instead of for each of thousands of calls: some 15 % of the CPU time of a small call.
	cacheMiddleware: true,
	customUserAgent: [["parapet", settings.version]] as [string, string][],
	requestHandler: {
		...agents,
		connectionTimeout: settings.connectionTimeout ?? 5_000,
		requestTimeout: settings.requestTimeout ?? 30_000,
		throwOnRequestTimeout: true,
	},
	...(settings.profile === undefined ? {} : { profile: settings.profile }),
});

interface Agents {
	readonly httpAgent: HttpAgent;
	readonly httpsAgent: HttpsAgent;
}

/** A factory of clients that share one pool of kept-alive connections. `AWS_ENDPOINT_URL` and its kin are honoured by the SDK itself. */
export function createClients(settings: ClientSettings): AwsClients {
	const options = { keepAlive: true, maxSockets: settings.concurrency, maxFreeSockets: settings.concurrency };
	const agents: Agents = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
	const known = new Map<CredentialProvider, Map<string, Map<AwsServiceName, Promise<AwsClient>>>>();
	return {
		client(credentials, region, service) {
			const regions = getOrMake(known, credentials, () => new Map<string, Map<AwsServiceName, Promise<AwsClient>>>());
			const services = getOrMake(regions, region, () => new Map<AwsServiceName, Promise<AwsClient>>());
			return getOrMake(services, service, () => makerOf(service, settings)(clientConfig(credentials, region, settings, agents)));
		},
		forget(credentials, region) {
			const regions = known.get(credentials);
			regions?.delete(region);
			if (regions?.size === 0) known.delete(credentials);
		},
		close() {
			known.clear();
			agents.httpAgent.destroy();
			agents.httpsAgent.destroy();
		},
	};
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
