import * as z from "zod";
import { base, KeyFacts, observed, PolicyDocument, Timestamp } from "./schema.ts";

/** A secret of Secrets Manager; its value is never read. */
export const Secret = z.strictObject({
	kind: z.literal("secretsmanager.Secret"),
	...base,
	description: z.string().optional(),
	kmsKeyId: z.string().optional(),
	/** AWS managed key (aws/secretsmanager) when no key is named. */
	kmsKey: observed(KeyFacts),
	rotationEnabled: z.boolean(),
	rotationLambdaArn: z.string().optional(),
	/** Role with which Secrets Manager itself rotates a secret of another vendor. */
	externalRotationRoleArn: z.string().optional(),
	/** Days between rotations; from AutomaticallyAfterDays or a rate() expression. */
	rotationDays: z.number().optional(),
	rotationSchedule: z.string().optional(),
	createdAt: Timestamp.optional(),
	lastChanged: Timestamp.optional(),
	lastRotated: Timestamp.optional(),
	lastAccessed: Timestamp.optional(),
	nextRotation: Timestamp.optional(),
	deletedAt: Timestamp.optional(),
	/** Owning service, e.g. rds, when a service manages it. */
	owningService: z.string().optional(),
	/** Version ids to their staging labels. */
	versions: z.record(z.string(), z.array(z.string())),
	/** The resource policy; a null document means that there is none. */
	policy: observed(PolicyDocument.nullable()),
	/** Where the secret is rotated when this is a replica of it; absent for the secret itself. */
	primaryRegion: z.string().optional(),
	replicaRegions: z.array(z.string()),
	/** ARN of the database that it opens (master secret, attachment tag or naming); absent when none is known. */
	database: z.string().optional(),
});
export type Secret = z.infer<typeof Secret>;
