import type { Grant } from "./grants.ts";

/** What the look at the application's own health calls: it reads, and writes nothing but metrics to its log. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	// What the last run set out to scan.
	{ id: "ReadPlan", actions: ["s3:GetObject"], on: ["state/runs/v1/"] },
	{ id: "ListScopes", actions: ["s3:ListBucket"], on: ["evidence:complete/v1/", "evidence:latest/v1/"] },
	{ id: "ListWaiting", actions: ["s3:ListBucket"], on: ["state:alerts/v1/", "state:runs/v1/", "state:config/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt"], on: ["key"] },
];
