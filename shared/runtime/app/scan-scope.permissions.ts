import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import type { Grant } from "./grants.ts";

const optional = new Set(optionalPermissions);

/** What reading AWS calls: all of a scan's calls, and what was read goes to the state bucket. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{
		id: "ReadAccount",
		actions: scanPermissions.filter((action) => !optional.has(action)),
		on: ["*"],
		why: "A scan lists everything of its kinds; what is there is not known before.",
	},
	{
		id: "LookIntoLogs",
		actions: ["logs:FilterLogEvents"],
		on: ["*"],
		why: "The log groups of databases are not known before.",
		when: "inspectLogEvents",
	},
	{ id: "EnterAccounts", actions: ["sts:AssumeRole"], on: ["roles:members"] },
	{ id: "KeepWhatWasRead", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/scratch/v1/"] },
	{ id: "ListState", actions: ["s3:ListBucket"], on: ["state:config/v1/", "state:scratch/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
];
