import type { ClientMaker } from "./clients.ts";
import { collectMakers } from "./collect-makers.ts";
import type { AwsServiceName, DeploymentServiceName } from "./services.ts";

/** What scans and commands call. */
export const scanMakers: Readonly<Record<Exclude<AwsServiceName, DeploymentServiceName>, ClientMaker>> = {
	...collectMakers,
	organizations: async (config) => new (await import("./packages/organizations.ts")).OrganizationsClient(config),
	securityhub: async (config) => new (await import("./packages/securityhub.ts")).SecurityHubClient(config),
	sns: async (config) => new (await import("./packages/sns.ts")).SNSClient(config),
	// The region decides where a queue is, and AWS_ENDPOINT_URL: not the address that it was given when it was made.
	sqs: async (config) => new (await import("./packages/sqs.ts")).SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
	states: async (config) => new (await import("./packages/states.ts")).SFNClient(config),
};
