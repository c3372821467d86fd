import * as z from "zod";
import { base, KeyFacts, observed, Timestamp } from "./schema.ts";

export const BackupVault = z.strictObject({
	kind: z.literal("backup.Vault"),
	...base,
	encryptionKeyArn: z.string().optional(),
	kmsKey: observed(KeyFacts).optional(),
	locked: z.boolean().optional(),
	minRetentionDays: z.int().optional(),
	recoveryPoints: z.int().optional(),
});
export type BackupVault = z.infer<typeof BackupVault>;

/** A recovery point of a database (RDS, Aurora) in a vault. */
export const RecoveryPoint = z.strictObject({
	kind: z.literal("backup.RecoveryPoint"),
	...base,
	vault: z.string(),
	resourceArn: z.string().optional(),
	resourceType: z.string().optional(),
	encrypted: z.boolean().optional(),
	status: z.string().optional(),
	createdAt: Timestamp.optional(),
});
export type RecoveryPoint = z.infer<typeof RecoveryPoint>;
