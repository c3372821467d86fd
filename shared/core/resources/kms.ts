import * as z from "zod";
import { base, observed, PolicyDocument, Timestamp } from "./schema.ts";

/** Customer managed KMS key. AWS managed keys appear only as `KeyFacts` of what they encrypt. */
export const KmsKey = z.strictObject({
	kind: z.literal("kms.Key"),
	...base,
	keyId: z.string(),
	aliases: z.array(z.string()),
	/** Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, … */
	state: z.string(),
	/** SYMMETRIC_DEFAULT, RSA_2048, HMAC_256, … */
	spec: z.string().optional(),
	/** ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT. */
	usage: z.string().optional(),
	/** AWS_KMS, EXTERNAL, AWS_CLOUDHSM, EXTERNAL_KEY_STORE. */
	origin: z.string().optional(),
	multiRegion: z.boolean().optional(),
	createdAt: Timestamp.optional(),
	deletionDate: Timestamp.optional(),
	policy: observed(PolicyDocument),
	/** Only for symmetric encryption keys with AWS_KMS origin; else absent. */
	rotation: observed(z.strictObject({ enabled: z.boolean(), periodDays: z.int().optional() })).optional(),
	grants: observed(
		z.array(
			z.strictObject({
				id: z.string(),
				grantee: z.string(),
				retiring: z.string().optional(),
				operations: z.array(z.string()),
				constrained: z.boolean(),
				name: z.string().optional(),
			}),
		),
	),
	/** ARNs of the collected resources that it encrypts. */
	encrypts: z.array(z.string()),
});
export type KmsKey = z.infer<typeof KmsKey>;
