import type { AwsCaller } from "../aws/caller.ts";
import { type ResourceKind, resourceKinds } from "../core/kinds.ts";
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

const kindsWith = (...prefixes: string[]): ResourceKind[] => resourceKinds.filter((kind) => prefixes.includes(kind.split(".")[0] ?? ""));

/** All collectors. Those of global kinds run once an account. */
export const collectors: readonly CollectorEntry[] = [
	{ service: "rds", kinds: kindsWith("rds"), load: async () => (await import("./aws/rds/collect.ts")).collectRds },
	{ service: "eks", kinds: kindsWith("eks"), load: async () => (await import("./aws/eks/collect.ts")).collectEks },
	{ service: "kms", kinds: kindsWith("kms"), load: async () => (await import("./aws/kms/collect.ts")).collectKms },
	{
		service: "secretsmanager",
		kinds: kindsWith("secretsmanager"),
		load: async () => (await import("./aws/secrets/collect.ts")).collectSecrets,
	},
	{ service: "logs", kinds: kindsWith("logs", "cloudwatch"), load: async () => (await import("./aws/logs/collect.ts")).collectLogs },
	{ service: "ec2", kinds: kindsWith("ec2"), load: async () => (await import("./aws/ec2/collect.ts")).collectEc2 },
	{ service: "backup", kinds: kindsWith("backup"), load: async () => (await import("./aws/backup/collect.ts")).collectBackup },
	{ service: "iam", kinds: kindsWith("iam"), load: async () => (await import("./aws/iam/collect.ts")).collectIam },
	{ service: "account", kinds: kindsWith("aws"), load: async () => (await import("./aws/region/collect.ts")).collectRegionSettings },
];
