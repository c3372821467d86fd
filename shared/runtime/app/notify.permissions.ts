import type { Grant } from "./grants.ts";

/** What keeping alerts before they are sent needs: whoever publishes a snapshot, and whoever notes what people decided. */
export const inboxGrants: readonly Grant[] = [
	{ id: "KeepAlerts", actions: ["s3:PutObject"], on: ["state/alerts/v1/inbox/"] },
	{ id: "EncryptAlerts", actions: ["kms:GenerateDataKey"], on: ["key"] },
];

/** What notify calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{ id: "UseOutbox", actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], on: ["state/alerts/v1/"] },
	{ id: "ListOutbox", actions: ["s3:ListBucket"], on: ["state:alerts/v1/", "state:checks/v1/"] },
	{ id: "RecordChecks", actions: ["s3:GetObject", "s3:PutObject"], on: ["state/checks/v1/"] },
	{ id: "KeepLongMessages", actions: ["s3:PutObject"], on: ["state/overflow/v1/"] },
	// How many scopes there are, and how old the oldest complete scan is, for the weekly "no news".
	{ id: "CountScopes", actions: ["s3:ListBucket"], on: ["evidence:complete/v1/"] },
	{ id: "ReadPlan", actions: ["s3:GetObject"], on: ["state/runs/v1/"] },
	{ id: "ListPlans", actions: ["s3:ListBucket"], on: ["state:runs/v1/"] },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	{ id: "Publish", actions: ["sns:Publish"], on: ["topic:findings", "topic:system", "topics:alerts"] },
	{ id: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], on: ["secrets:alerts"] },
];
