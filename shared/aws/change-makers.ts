import type { ClientMakers } from "./clients.ts";
import { collectMakers } from "./collect-makers.ts";

/** What looks at changes call: all that scans do, the queue that brings them, and whole scans where a look is not enough. */
export const changeMakers: ClientMakers = {
	...collectMakers,
	// The region decides where a queue is, and AWS_ENDPOINT_URL: not the address that it was given when it was made.
	sqs: async (config) => new (await import("./packages/sqs.ts")).SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
	states: async (config) => new (await import("./packages/states.ts")).SFNClient(config),
};
