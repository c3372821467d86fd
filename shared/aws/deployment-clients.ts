import type { ClientMakers } from "./clients.ts";

/** Clients of the services that a deployment is made of. */
export const deploymentMakers: ClientMakers = {
	ssm: async (config) => new (await import("./packages/ssm.ts")).SSMClient(config),
	events: async (config) => new (await import("./packages/events.ts")).EventBridgeClient(config),
	lambda: async (config) => new (await import("./packages/lambda.ts")).LambdaClient(config),
	scheduler: async (config) => new (await import("./packages/scheduler.ts")).SchedulerClient(config),
	servicequotas: async (config) => new (await import("./packages/servicequotas.ts")).ServiceQuotasClient(config),
};
