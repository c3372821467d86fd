import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SFNClient } from "@aws-sdk/client-sfn";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Graph, GraphResource } from "../sst/graph.ts";
import type { LambdaHost } from "./host.ts";
import type { QueueMapping } from "./queues.ts";

/** Clients of the emulator with the rights of whoever deploys. */
export interface Clients {
	readonly s3: S3Client;
	readonly sqs: SQSClient;
	readonly sns: SNSClient;
	readonly kms: KMSClient;
	readonly iam: IAMClient;
	readonly ssm: SSMClient;
	readonly events: EventBridgeClient;
	readonly sfn: SFNClient;
	readonly scheduler: SchedulerClient;
}

/** What creators work with and leave behind. */
export interface Making {
	readonly graph: Graph & { readonly folder: string };
	readonly account: string;
	readonly region: string;
	readonly clients: Clients;
	readonly host: LambdaHost;
	readonly mappings: QueueMapping[];
	/** Seconds after which a message that was received is visible again, by queue ARN. */
	readonly visibility: Map<string, number>;
	/** The bundle of a Lambda function of the graph. */
	bundleOf(resource: GraphResource): { readonly file: string; readonly handler: string; readonly source: string };
	/** Physical name of a function by its source, `functions/notify`. */
	readonly bySource: Map<string, string>;
	readonly schedules: string[];
}
