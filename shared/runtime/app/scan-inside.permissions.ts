import type { Grant } from "./grants.ts";

/** What reading clusters and databases calls: where a cluster is, what a database is logged into with; what was read goes to the state bucket. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{ id: "FindClusters", actions: ["eks:DescribeCluster"], on: ["clusters:scanned"], when: "kubernetes" },
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"] },
	{ id: "ReadDatabaseSecrets", actions: ["secretsmanager:GetSecretValue"], on: ["secrets:databases"], when: "databases" },
	{ id: "LogInToDatabases", actions: ["rds-db:connect"], on: ["users:databases"], when: "databases" },
	{ id: "KeepWhatWasRead", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/scratch/v1/"] },
	{ id: "ListState", actions: ["s3:ListBucket"], on: ["state:config/v1/", "state:scratch/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
];
