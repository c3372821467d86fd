import { repairReads } from "../../remediations/reading.permissions.ts";
import type { Grant } from "./grants.ts";
import { inboxGrants } from "./notify.permissions.ts";

/**
 * What planning and repairing calls with the function's own role: it reads, and keeps what it does. Changes are made with the roles of families, which a
 * configuration that only plans does not have.
 */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/", "state/decisions/v1/", "state/runs/v1/"] },
	{ id: "KeepRepairs", actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], on: ["state/repairs/v1/"] },
	{
		id: "ListState",
		actions: ["s3:ListBucket"],
		on: ["state:repairs/v1/", "state:decisions/v1/", "state:config/v1/", "state:runs/v1/"],
	},
	{ id: "ReadSnapshots", actions: ["s3:GetObject"], on: ["evidence/latest/v1/", "evidence/snapshots/v1/"] },
	{ id: "WriteRecords", actions: ["s3:GetObject", "s3:PutObject"], on: ["evidence/repairs/v1/"] },
	{
		id: "ListEvidence",
		actions: ["s3:ListBucket"],
		on: ["evidence:latest/v1/", "evidence:snapshots/v1/", "evidence:repairs/v1/"],
	},
	{
		id: "ReadResources",
		actions: repairReads,
		on: ["*"],
		why: "What is to be repaired is not known before, and AWS offers no resource for listings.",
	},
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"] },
	{ id: "Repair", actions: ["sts:AssumeRole"], on: ["roles:repairs"] },
	{ id: "LookAgainLater", actions: ["sqs:SendMessage"], on: ["queue:repairs"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	...inboxGrants,
];
