import type { Grant } from "./grants.ts";
import { inboxGrants } from "./notify.permissions.ts";

/** What judging and publishing a scope calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/", "state/decisions/v1/"] },
	// Why a scope could not be read is written down once, so that a second delivery says the same.
	{ id: "ReadWhatWasRead", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/scratch/v1/"] },
	{ id: "WriteResults", actions: ["s3:PutObject"], on: ["state/runs/v1/"] },
	{ id: "ListState", actions: ["s3:ListBucket"], on: ["state:config/v1/", "state:decisions/v1/", "state:scratch/v1/"] },
	{
		id: "ReadAndWriteSnapshots",
		actions: ["s3:GetObject", "s3:PutObject"],
		on: ["evidence/snapshots/v1/", "evidence/latest/v1/", "evidence/complete/v1/"],
	},
	{ id: "WriteFindingsAndReports", actions: ["s3:PutObject"], on: ["evidence/findings/v1/", "evidence/reports/v1/"] },
	{
		id: "ListEvidence",
		actions: ["s3:ListBucket"],
		on: ["evidence:snapshots/v1/", "evidence:latest/v1/", "evidence:complete/v1/"],
	},
	{ id: "ReadRepairs", actions: ["s3:GetObject"], on: ["state/repairs/v1/history/v1/"], when: "remediation" },
	// Without it S3 says "denied" of what is not there.
	{ id: "ListRepairs", actions: ["s3:ListBucket"], on: ["state:repairs/v1/history/v1/"], when: "remediation" },
	{ id: "AskForRepairs", actions: ["s3:PutObject"], on: ["state/repairs/v1/inbox/wishes/"], when: "remediation" },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	...inboxGrants,
];
