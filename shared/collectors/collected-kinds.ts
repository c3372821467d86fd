import { type ResourceKind, resourceKinds } from "../core/kinds.ts";

const kindsWith = (...prefixes: string[]): ResourceKind[] => resourceKinds.filter((kind) => prefixes.includes(kind.split(".")[0] ?? ""));

/** The kinds that the collector of each service gives, by IAM prefix; apart from the collectors, for what only wants to know which there are. */
export const collectedKinds = {
	rds: kindsWith("rds"),
	eks: kindsWith("eks"),
	kms: kindsWith("kms"),
	secretsmanager: kindsWith("secretsmanager"),
	logs: kindsWith("logs", "cloudwatch"),
	ec2: kindsWith("ec2"),
	backup: kindsWith("backup"),
	iam: kindsWith("iam"),
	account: kindsWith("aws"),
} as const satisfies Readonly<Record<string, readonly ResourceKind[]>>;

export type CollectedService = keyof typeof collectedKinds;
