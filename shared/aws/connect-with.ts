import type { Scope } from "../core/scope.ts";
import { type CallRecord, createAwsCaller } from "./caller.ts";
import { type ClientSettings, createClients } from "./clients.ts";
import { createLimiter } from "./concurrency.ts";
import type { AwsConnection } from "./connection.ts";
import { homeRegion } from "./partitions.ts";

/** Opens a connection to the services whose makers are given; nothing is called before a caller is used. */
export function connectWith(settings: ClientSettings, onCall?: (call: CallRecord) => void): AwsConnection {
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
