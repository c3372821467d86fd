import type { Grant } from "./grants.ts";

/** What acknowledging and suppressing from Slack calls. */
export const grants: readonly Grant[] = [
	{ id: "ReadConfiguration", actions: ["s3:GetObject"], on: ["state/config/v1/"] },
	{ id: "ReadIncidents", actions: ["s3:GetObject"], on: ["state/alerts/v1/incidents/"], when: "slackActions" },
	// Without it S3 says "denied" of what is not there.
	{ id: "ListIncidents", actions: ["s3:ListBucket"], on: ["state:alerts/v1/incidents/"], when: "slackActions" },
	{ id: "LeaveNotes", actions: ["s3:PutObject"], on: ["state/alerts/v1/inbox/"], when: "slackActions" },
	// Conditional writes alone: nobody's decision is overwritten, and none is read or deleted here.
	{ id: "WriteDecisions", actions: ["s3:PutObject"], on: ["state/decisions/v1/suppressions/"], when: "slackActions" },
	{ id: "RememberRequests", actions: ["s3:PutObject"], on: ["state/scratch/v1/requests/"], when: "slackActions" },
	// The first decision about a plan counts; the function that repairs holds it against the plan.
	{ id: "DecideRepairs", actions: ["s3:PutObject"], on: ["state/repairs/v1/inbox/decisions/"], when: "remediation" },
	{ id: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], on: ["key"] },
	// The signing secret, and the token of the bot that opens the form.
	{ id: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], on: ["secrets:slack"], when: "slackActions" },
];
