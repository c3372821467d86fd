import type { AwsCaller } from "../aws/caller.ts";
import type { ResourceKind } from "../core/kinds.ts";
import { type CollectedService, collectedKinds } from "./collected-kinds.ts";
import type { CollectorOptions } from "./options.ts";
import type { Collected, RegionFacts } from "./ports.ts";

/** Reads the kinds of one service in one scope. */
export type Collector = (aws: AwsCaller, facts: RegionFacts, options: CollectorOptions) => Promise<Collected>;

/** A collector, the kinds that it gives, and its module, loaded when one of them is wanted. */
export interface CollectorEntry {
	/** The IAM prefix, for errors. */
	readonly service: string;
	readonly kinds: readonly ResourceKind[];
	readonly load: () => Promise<Collector>;
}

const loaders: Readonly<Record<CollectedService, CollectorEntry["load"]>> = {
	rds: async () => (await import("./aws/rds/collect.ts")).collectRds,
	eks: async () => (await import("./aws/eks/collect.ts")).collectEks,
	kms: async () => (await import("./aws/kms/collect.ts")).collectKms,
	secretsmanager: async () => (await import("./aws/secrets/collect.ts")).collectSecrets,
	logs: async () => (await import("./aws/logs/collect.ts")).collectLogs,
	ec2: async () => (await import("./aws/ec2/collect.ts")).collectEc2,
	backup: async () => (await import("./aws/backup/collect.ts")).collectBackup,
	iam: async () => (await import("./aws/iam/collect.ts")).collectIam,
	account: async () => (await import("./aws/region/collect.ts")).collectRegionSettings,
};

/** All collectors. Those of global kinds run once an account. */
export const collectors: readonly CollectorEntry[] = (Object.keys(loaders) as CollectedService[]).map((service) => ({
	service,
	kinds: collectedKinds[service],
	load: loaders[service],
}));
