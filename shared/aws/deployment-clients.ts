import type { ClientMakers } from "./clients.ts";

/** Clients of the services that a deployment is made of. */
export const deploymentMakers: ClientMakers = {
	ssm: async (config) => new (await import("@aws-sdk/client-ssm")).SSMClient(config),
	events: async (config) => new (await import("@aws-sdk/client-eventbridge")).EventBridgeClient(config),
	lambda: async (config) => new (await import("@aws-sdk/client-lambda")).LambdaClient(config),
	scheduler: async (config) => new (await import("@aws-sdk/client-scheduler")).SchedulerClient(config),
	servicequotas: async (config) => new (await import("@aws-sdk/client-service-quotas")).ServiceQuotasClient(config),
};
