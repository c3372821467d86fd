import type { ClientMakers } from "./clients.ts";
import { leanMakers } from "./lean-makers.ts";

/** What telling other systems calls, by way of roles in other accounts. */
export const syncMakers: ClientMakers = {
	...leanMakers,
	sts: async (config) => new (await import("./packages/sts.ts")).STSClient(config),
	securityhub: async (config) => new (await import("./packages/securityhub.ts")).SecurityHubClient(config),
};
