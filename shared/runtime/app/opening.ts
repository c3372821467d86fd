import type { CallRecord } from "../../aws/caller.ts";
import type { CredentialProvider } from "../../aws/clients.ts";
import type { AwsConnection } from "../../aws/connection.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Scope } from "../../core/scope.ts";
import { s3Store } from "../../sinks/s3/aws-store.ts";
import { sha256 } from "../../sinks/s3/compressed.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { type AppConfig, appConfigFormat } from "./app-config.ts";
import type { AppEnvironment } from "./environment.ts";
import { stateLayout } from "./layout.ts";

/** What every function works with: opened once a container. */
export interface App {
	readonly config: AppConfig;
	readonly evidence: ObjectStore;
	readonly state: ObjectStore;
	readonly connection: AwsConnection;
	/** The function's own role. */
	readonly credentials: CredentialProvider;
	/** Where the function runs; its account is `-` here, `ownAccount` asks for it. */
	readonly home: Scope;
	/** Calls to AWS so far in this container, without those for the buckets. */
	readonly calls: () => number;
}

/** Opens ways to AWS for a function. */
export interface Connector {
	/** `concurrency`: calls in flight. `onCall` is told of every call. */
	connect(concurrency: number, onCall?: (call: CallRecord) => void): AwsConnection;
	readonly credentials: () => CredentialProvider;
}

/** Calls to the buckets in flight. */
const bucketConcurrency = 32;

/** Opens what a function works with; later calls in the container give the same. A failure is not remembered. */
export function opening(connector: Connector): (environment: AppEnvironment) => Promise<App> {
	const opened = new Map<string, Promise<App>>();
	return (environment) => {
		const key = `${environment.state}/${environment.config}`;
		const known = opened.get(key);
		if (known) return known;
		const app = open(environment, connector).catch((error: unknown) => {
			opened.delete(key);
			throw error;
		});
		opened.set(key, app);
		return app;
	};
}

async function open(environment: AppEnvironment, connector: Connector): Promise<App> {
	let calls = 0;
	const count = () => {
		calls++;
	};
	const buckets = connector.connect(bucketConcurrency);
	const credentials = connector.credentials();
	const home: Scope = { partition: partitionOf(environment.region), account: "-", region: environment.region };
	const caller = buckets.caller(home, credentials);
	const store = (bucket: string) => s3Store(caller, { bucket, kmsKey: environment.key });
	const state = store(environment.state);
	const config = await readAppConfig(state, environment.config);
	return {
		config,
		evidence: store(environment.evidence),
		state,
		connection: connector.connect(config.access.concurrency, count),
		credentials,
		home,
		calls: () => calls,
	};
}

/** The configuration that was deployed with the function. Its key is its hash: anything else there is refused with a `ConfigError`. */
export async function readAppConfig(state: ObjectStore, key: string): Promise<AppConfig> {
	const source = addressOf(state.bucket, key);
	const stored = await state.get(key);
	if (!stored) throw new ConfigError(`The configuration ${source} is not there. Deploy again.`);
	if (key !== stateLayout.config(sha256(stored.body)))
		throw new ConfigError(`${source} is not the configuration that was deployed: its SHA-256 differs. Deploy again.`);
	const config = JSON.parse(Buffer.from(stored.body).toString("utf8")) as AppConfig;
	if (config.format !== appConfigFormat)
		throw new ConfigError(`${source} was written for another version of Parapet (${JSON.stringify(config.format)}). Deploy again.`);
	return config;
}
