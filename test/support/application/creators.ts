import type { GraphResource } from "../sst/graph.ts";
import { compute } from "./create-compute.ts";
import { messaging } from "./create-messaging.ts";
import { storage } from "./create-storage.ts";
import type { Making } from "./making.ts";

/** Inputs of a resource with real names and ARNs in place. */
// biome-ignore lint/suspicious/noExplicitAny: they are whatever the provider takes; a creator that misreads one fails.
export type Inputs = Record<string, any>;

/** Makes a resource in the emulator and tells the properties that others refer to. */
export type Creator = (making: Making, inputs: Inputs, resource: GraphResource) => Promise<Record<string, unknown>>;

/** Types that change nothing of what runs in the emulator, each with the reason. */
export const withoutEffect: Readonly<Record<string, string>> = {
	"aws:cloudwatch/metricAlarm:MetricAlarm": "no metrics are kept; the infrastructure tests look at alarms",
	"aws:cloudwatch/compositeAlarm:CompositeAlarm": "no metrics are kept",
	"aws:cloudwatch/dashboard:Dashboard": "nobody looks at it",
	"aws:cloudwatch/logGroup:LogGroup": "the host keeps what functions write",
	"aws:cloudwatch/logMetricFilter:LogMetricFilter": "no metrics are kept",
	"aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "Step Functions logs nothing here",
	"aws:cloudwatch/queryDefinition:QueryDefinition": "a saved query",
	"aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "nobody from outside asks",
	"aws:s3/bucketOwnershipControls:BucketOwnershipControls": "there are no ACLs",
	"aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "nothing gets old here",
	"aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "nothing gets old here",
	"aws:kms/alias:Alias": "keys are named by ARN",
	"aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "nobody else redrives",
	"aws:lambda/permission:Permission": "who may invoke is what the infrastructure tests look at",
	"aws:scheduler/scheduleGroup:ScheduleGroup": "the default group does",
	"aws:s3/bucketLogging:BucketLogging": "nobody reads access logs",
	"aws:budgets/budget:Budget": "nothing costs here",
	"aws:resourcegroups/group:Group": "a view",
	"aws:servicecatalog/appregistryApplication:AppregistryApplication": "a view",
	"aws:athena/workgroup:Workgroup": "no queries run",
	"aws:glue/catalogDatabase:CatalogDatabase": "no queries run",
	"aws:glue/catalogTable:CatalogTable": "no queries run",
	"random:index/randomBytes:RandomBytes": "SST's own; nothing is linked",
	"aws:xray/group:Group": "no traces are kept",
};

/** How resources of a type come about. */
export const creators: Readonly<Record<string, Creator>> = { ...storage, ...messaging, ...compute };
