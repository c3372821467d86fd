import type { Grant } from "./grants.ts";

/** What rotating the password in a secret calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadTaggedSecrets", actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], on: ["secrets:tagged"] },
	// Only what this function was set to rotate: a superuser's secret is read and never written.
	{
		id: "WriteRotatedSecrets",
		actions: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"],
		on: ["secrets:rotated"],
	},
	// Secrets that RDS manages cannot be tagged.
	{ id: "ReadSuperusers", actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], on: ["secrets:superusers"] },
	{
		id: "FindDatabases",
		actions: ["rds:DescribeDBClusters", "rds:DescribeDBInstances"],
		on: ["*"],
		why: "A host may be the endpoint of any instance or cluster: it is looked for in the listing.",
	},
	{ id: "WriteRecords", actions: ["s3:PutObject"], on: ["evidence/rotations/v1/"] },
	{ id: "EncryptRecords", actions: ["kms:GenerateDataKey"], on: ["key"] },
];
