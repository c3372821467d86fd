import type { Grant } from "./grants.ts";

/** What telling Security Hub and Security Lake calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{ id: "ReadSnapshots", actions: ["s3:GetObject"], on: ["evidence/latest/v1/", "evidence/snapshots/v1/"] },
	// Without it S3 says "denied" of what is not there.
	{ id: "ListPointers", actions: ["s3:ListBucket"], on: ["evidence:latest/v1/", "evidence:snapshots/v1/"] },
	{ id: "RememberWhatWasTold", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/hub/v1/"] },
	{ id: "ListWhatWasTold", actions: ["s3:ListBucket"], on: ["state:hub/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	// Findings of this account. Security Hub takes those of another account from that account alone, so that its role imports them.
	{ id: "ImportFindings", actions: ["securityhub:BatchImportFindings"], on: ["securityhub:product"], when: "securityHub" },
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"], when: "securityHub" },
	// Without a role of its own the data lake must admit this function in the policy of its bucket.
	{ id: "WriteToLake", actions: ["s3:PutObject"], on: ["bucket:lake"], when: "securityLake" },
	{ id: "EnterLake", actions: ["sts:AssumeRole"], on: ["role:lake"], when: "securityLake" },
];
