import type { Grant } from "./grants.ts";

/** What summing up a run calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{ id: "ReadAndWriteRun", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/runs/v1/"] },
	{ id: "ListState", actions: ["s3:ListBucket"], on: ["state:config/v1/", "state:runs/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
];
