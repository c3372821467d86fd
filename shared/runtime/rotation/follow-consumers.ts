import { setTimeout as wait } from "node:timers/promises";
import { createApi } from "../../kubernetes/api.ts";
import { type ApiServer, createClient } from "../../kubernetes/client.ts";
import { chooseContexts } from "../../kubernetes/contexts.ts";
import { kubeconfigServer } from "../../kubernetes/login.ts";
import { followRotation } from "../../rotation/consumers/follow.ts";
import { type ConsumersOutcome, consumersDeadline } from "../../rotation/consumers/outcome.ts";
import type { RotatedSecret } from "../../rotation/consumers/port.ts";
import { version } from "../version.ts";

/** A cluster whose consumers are taken along. */
export interface ConsumersTarget {
	readonly name: string;
	readonly server: ApiServer;
}

/** What is taken along, and for how long. */
export interface ConsumersRequest {
	readonly secret: RotatedSecret;
	/** Only these when given. */
	readonly namespaces?: readonly string[] | undefined;
	/** Milliseconds; ten minutes unless given. */
	readonly limit?: number | undefined;
	/** When the secret is rotated next, milliseconds since the epoch: half of the time until then is left for people. */
	readonly nextRotation?: number | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Milliseconds between two looks. */
	readonly interval?: number | undefined;
	readonly onRequest?: (() => void) | undefined;
}

/** The clusters of a kubeconfig's contexts, the current one unless others are named. */
export async function kubeconfigTargets(
	file: string | undefined,
	contexts: readonly string[],
	environment: ConsumersRequest["environment"],
): Promise<ConsumersTarget[]> {
	const chosen = await chooseContexts({ file, contexts, environment });
	return chosen.map(({ context, name }) => ({ name, server: kubeconfigServer(context, { environment, now: Date.now }) }));
}

/** Takes the consumers in one cluster along after a rotation. Never rejects for what the cluster answers. */
export async function followConsumers({ name, server }: ConsumersTarget, request: ConsumersRequest): Promise<ConsumersOutcome> {
	const { secret, namespaces, limit = 10 * 60_000, nextRotation, environment, interval, onRequest } = request;
	const client = createClient(server, { version, environment, onRequest });
	try {
		return await followRotation(
			{ name, api: createApi(client, name, namespaces), get: client.get, patch: client.patch },
			{ secret, deadline: consumersDeadline(Date.now(), limit, nextRotation), interval },
			{ now: Date.now, sleep: wait },
		);
	} finally {
		client.close();
	}
}
