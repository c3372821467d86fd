import {
	type BackupVaultListMember,
	ListRecoveryPointsByBackupVaultCommand,
	ListTagsCommand,
	type RecoveryPointByBackupVault,
} from "@aws-sdk/client-backup";
import type { AwsCaller } from "../../../aws/caller.ts";
import type { CollectionError } from "../../../core/inventory.ts";
import { unread } from "../../../core/observed.ts";
import type { BackupVault, RecoveryPoint } from "../../../core/resources/backup.ts";
import type { CollectorOptions } from "../../options.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { isoTime, listingErrors, mapSeen, whole } from "../shapes.ts";

/** Vaults with their keys and tags, and the recovery points of databases in them. */
export async function collectBackup(aws: AwsCaller, facts: RegionFacts, { kinds }: CollectorOptions): Promise<Collected> {
	const { vaults } = await facts.backup();
	const errors: CollectionError[] = listingErrors(aws.scope, vaults, "backup.Vault", "backup.RecoveryPoint");
	const resources = await Promise.all(
		vaults.items.map(async (vault) => {
			const [own, points] = await Promise.all([
				readVault(aws, facts, vault),
				kinds.has("backup.RecoveryPoint") ? readRecoveryPoints(aws, vault) : none,
			]);
			errors.push(...points.errors);
			return [own, ...points.resources];
		}),
	);
	return { resources: resources.flat(), errors };
}

const none: Collected = { resources: [], errors: [] };

async function readVault(aws: AwsCaller, facts: RegionFacts, vault: BackupVaultListMember): Promise<BackupVault> {
	const { partition, region, account } = aws.scope;
	const name = vault.BackupVaultName ?? "";
	const arn = vault.BackupVaultArn ?? `arn:${partition}:backup:${region}:${account}:backup-vault:${name}`;
	const [tags, kmsKey] = await Promise.all([
		aws.list(
			"backup",
			(NextToken) => new ListTagsCommand({ ResourceArn: arn, MaxResults: 1000, NextToken }),
			(page) => Object.entries(page.Tags ?? {}),
			(page) => page.NextToken,
		),
		vault.EncryptionKeyArn ? facts.keys.facts(vault.EncryptionKeyArn) : undefined,
	]);
	return {
		kind: "backup.Vault",
		...aws.scope,
		arn,
		name,
		tags: mapSeen(whole(tags), (all) => Object.fromEntries(all)),
		encryptionKeyArn: vault.EncryptionKeyArn,
		kmsKey,
		// A vault that never had a lock names none.
		locked: vault.Locked ?? false,
		minRetentionDays: vault.MinRetentionDays,
		recoveryPoints: vault.NumberOfRecoveryPoints,
	};
}

/** AWS's own count of a vault's points is approximate, so that a vault that seems empty is asked too. */
async function readRecoveryPoints(aws: AwsCaller, vault: BackupVaultListMember): Promise<Collected> {
	const listings = await Promise.all(
		(["RDS", "Aurora"] as const).map((type) =>
			aws.list(
				"backup",
				(NextToken) =>
					new ListRecoveryPointsByBackupVaultCommand({
						BackupVaultName: vault.BackupVaultName,
						ByResourceType: type,
						MaxResults: 1000,
						NextToken,
					}),
				(page) => page.RecoveryPoints,
				(page) => page.NextToken,
			),
		),
	);
	return {
		resources: listings.flatMap(({ items }) => items.map((point) => recoveryPoint(aws, point))),
		errors: listings.flatMap((listing) => listingErrors(aws.scope, listing, "backup.RecoveryPoint")),
	};
}

function recoveryPoint({ scope }: AwsCaller, point: RecoveryPointByBackupVault): RecoveryPoint {
	const arn = point.RecoveryPointArn ?? "";
	return {
		kind: "backup.RecoveryPoint",
		...scope,
		arn,
		name: arn.split(":").slice(6).join(":") || arn,
		tags: unread({
			service: "backup",
			operation: "ListTags",
			cause: "skipped",
			message: "Tags of recovery points would take one call for each.",
		}),
		vault: point.BackupVaultName ?? "",
		resourceArn: point.ResourceArn,
		resourceType: point.ResourceType,
		encrypted: point.IsEncrypted,
		status: point.Status,
		createdAt: isoTime(point.CreationDate),
	};
}
