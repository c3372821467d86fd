import type { Grant } from "./grants.ts";

/** What planning a run calls: it finds accounts and their regions, and writes down what is to be scanned. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{
		id: "FindRegions",
		actions: ["ec2:DescribeRegions", "sts:GetCallerIdentity"],
		on: ["*"],
		why: "AWS offers no resource for either.",
	},
	{ id: "ListAccounts", actions: ["organizations:ListAccounts"], on: ["*"], why: "AWS offers no resource for it.", when: "organization" },
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"] },
	// A second delivery finds the plan of the first, and leaves it.
	{ id: "WritePlan", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/runs/v1/"] },
	{ id: "ListState", actions: ["s3:ListBucket"], on: ["state:config/v1/", "state:runs/v1/"] },
	// The regions of an account that does not tell them now are those that were scanned before.
	{ id: "ListKnownScopes", actions: ["s3:ListBucket"], on: ["evidence:latest/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
];
