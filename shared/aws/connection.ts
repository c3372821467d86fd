import type { Scope } from "../core/scope.ts";
import { type AwsCaller, type CallRecord, createAwsCaller } from "./caller.ts";
import { type ClientSettings, type CredentialProvider, createClients } from "./clients.ts";
import { createLimiter } from "./concurrency.ts";
import { homeRegion } from "./partitions.ts";

/** All of a scan's way to AWS: one pool of connections, one bound on calls. */
export interface AwsConnection {
	/** A caller for a scope; the region `global` is answered by the partition's home region. From the deadline on it calls nothing more. */
	caller(scope: Scope, credentials: CredentialProvider, deadline?: AbortSignal): AwsCaller;
	/** The scope is finished: its clients may go. */
	release(scope: Scope, credentials: CredentialProvider): void;
	close(): void;
}

/** Opens a connection; nothing is called before a caller is used. */
export function connect(settings: ClientSettings, onCall?: (call: CallRecord) => void): AwsConnection {
	const clients = createClients(settings);
	const limiter = createLimiter(settings.concurrency);
	const regionOf = (scope: Scope) => (scope.region === "global" ? homeRegion(scope.partition) : scope.region);
	return {
		caller: (scope, credentials, deadline) =>
			createAwsCaller({ scope, limiter, onCall, deadline, client: (service) => clients.client(credentials, regionOf(scope), service) }),
		release: (scope, credentials) => clients.forget(credentials, regionOf(scope)),
		close: () => clients.close(),
	};
}
