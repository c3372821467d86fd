import { DescribeBlueGreenDeploymentsCommand } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../aws/caller.ts";
import { type Observed, seen } from "../../core/observed.ts";
import type { ActionSettings, Decision, JsonObject } from "../action.ts";
import { keyIn, regionOf } from "./keys.ts";

/** Is a blue/green deployment under way from this source? RDS manages no password of either side. */
export async function inBlueGreen(arn: string, aws: AwsCaller): Promise<Observed<boolean>> {
	const Filters = [{ Name: "source", Values: [arn] }];
	const listing = await aws.list(
		"rds",
		(Marker) => new DescribeBlueGreenDeploymentsCommand({ Filters, Marker }),
		(page) => page.BlueGreenDeployments ?? [],
		(page) => page.Marker,
	);
	if (listing.failure) return { unread: listing.failure };
	return seen(listing.items.some(({ Status }) => Status !== "SWITCHOVER_COMPLETED" && Status !== "DELETING"));
}

export const passwordFacts = (db: { readonly MasterUserSecret?: { readonly SecretArn?: string | undefined } | undefined }): JsonObject => ({
	masterPasswordManaged: db.MasterUserSecret?.SecretArn !== undefined,
});

/** The change itself ignores ApplyImmediately. The key of the secret cannot be changed later. */
export function manageParameters(arn: string, settings: ActionSettings): { readonly parameters: JsonObject } | Decision {
	const found = keyIn(regionOf(arn), settings);
	if (!("key" in found)) return found;
	return { parameters: { ManageMasterUserPassword: true, ...(found.key && { MasterUserSecretKmsKeyId: found.key }) } };
}

export const irreversible = "The password from before is replaced and known to nobody here; to end the management, set a new one.";

export const passwordNotes = (user: string | undefined, { kmsKey }: ActionSettings): string[] => [
	`The password of the master user ${user ?? ""} changes at once: whoever uses the one from before can no longer log in.`.replace(
		"  ",
		" ",
	),
	"RDS makes a secret in Secrets Manager and rotates it every 7 days: clients must read it from there.",
	"Neither read replicas (except of SQL Server) nor blue/green deployments can be made of it from then on.",
	kmsKey
		? "The key that encrypts the secret cannot be changed later."
		: "The secret is encrypted with aws/secretsmanager, which cannot be changed later; name kmsKey in the settings for another.",
];

const why = "RDS makes the secret of the master user on behalf of whoever calls.";
export const passwordNeeds = [
	"secretsmanager:CreateSecret",
	"secretsmanager:TagResource",
	"kms:DescribeKey",
	"kms:CreateGrant",
	"kms:Decrypt",
	"kms:GenerateDataKey",
].map((action) => ({ action, why }));
