import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import type { Grant } from "./grants.ts";
import { inboxGrants } from "./notify.permissions.ts";

const optional = new Set(optionalPermissions);

/** What looking again at what changed calls: it reads what a scan reads, publishes as one, and sends itself a message for a later look. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/", "state/decisions/v1/"] },
	{
		id: "ReadChanges",
		actions: scanPermissions.filter((action) => !optional.has(action)),
		on: ["*"],
		why: "The same calls as a scan: AWS offers no resource for listings, and what is looked at is not known before.",
	},
	{
		id: "LookIntoLogs",
		actions: ["logs:FilterLogEvents"],
		on: ["*"],
		why: "The log groups of databases are not known before.",
		when: "inspectLogEvents",
	},
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"] },
	{
		id: "ReadAndWriteSnapshots",
		actions: ["s3:GetObject", "s3:PutObject"],
		on: ["evidence/snapshots/v1/", "evidence/latest/v1/"],
	},
	{ id: "WriteFindings", actions: ["s3:PutObject"], on: ["evidence/findings/v1/"] },
	{ id: "ListEvidence", actions: ["s3:ListBucket"], on: ["evidence:snapshots/v1/", "evidence:latest/v1/"] },
	{ id: "RecordCheck", actions: ["s3:PutObject"], on: ["state/checks/v1/"] },
	{ id: "RememberLooks", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/changes/v1/", "state/rotations/v1/"] },
	{
		id: "ListState",
		actions: ["s3:ListBucket"],
		on: ["state:changes/v1/", "state:rotations/v1/", "state:config/v1/", "state:decisions/v1/"],
	},
	{ id: "ReadRepairs", actions: ["s3:GetObject"], on: ["state/repairs/v1/history/v1/"], when: "remediation" },
	// Without it S3 says "denied" of what is not there.
	{ id: "ListRepairs", actions: ["s3:ListBucket"], on: ["state:repairs/v1/history/v1/"], when: "remediation" },
	{ id: "AskForRepairs", actions: ["s3:PutObject"], on: ["state/repairs/v1/inbox/wishes/"], when: "remediation" },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	// A later look, once AWS shows the change; and what comes while the scope is looked at already.
	{ id: "LookAgainLater", actions: ["sqs:SendMessage"], on: ["queue:changes"] },
	// A scope that has no snapshot that a look could be put into.
	{ id: "StartWholeScan", actions: ["states:StartExecution"], on: ["machine:scan"] },
	...inboxGrants,
];
