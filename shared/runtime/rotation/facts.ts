import { DescribeSecretCommand, ListSecretVersionIdsCommand } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import { called, refusedBy } from "./failure.ts";

/** What Secrets Manager says of a secret and its rotation; times in milliseconds since the epoch. No values. */
export interface RotationFacts {
	readonly arn: string;
	readonly owningService?: string | undefined;
	/** Undefined when rotation was never turned on. */
	readonly enabled?: boolean | undefined;
	/** ARN of the rotation function. */
	readonly function?: string | undefined;
	readonly everyDays?: number | undefined;
	/** `rate(…)` or `cron(…)`. */
	readonly schedule?: string | undefined;
	readonly created?: number | undefined;
	readonly changed?: number | undefined;
	readonly rotated?: number | undefined;
	readonly next?: number | undefined;
	/** When it is to be deleted, or was. */
	readonly deleted?: number | undefined;
	readonly tags: Readonly<Record<string, string>>;
	/** Versions with labels. */
	readonly versions: readonly { readonly id: string; readonly labels: readonly string[]; readonly created?: number | undefined }[];
}

/** Reads them; rejects with an `AwsRefused`. */
export async function readFacts(caller: AwsCaller, secret: string): Promise<RotationFacts> {
	const described = await called(caller, "secretsmanager", new DescribeSecretCommand({ SecretId: secret }));
	const { items, failure } = await caller.list(
		"secretsmanager",
		(token) => new ListSecretVersionIdsCommand({ SecretId: secret, ...(token === undefined ? {} : { NextToken: token }) }),
		(page) => page.Versions,
		(page) => page.NextToken,
	);
	// How old versions are is good to know; that it may not be listed is no reason to say nothing.
	if (failure && failure.cause !== "denied") throw refusedBy(failure);
	const created = new Map(items.map(({ VersionId, CreatedDate }) => [VersionId, CreatedDate?.getTime()]));
	const rules = described.RotationRules;
	return {
		arn: described.ARN ?? secret,
		owningService: described.OwningService,
		enabled: described.RotationEnabled,
		function: described.RotationLambdaARN || undefined,
		everyDays: rules?.AutomaticallyAfterDays || undefined,
		schedule: rules?.ScheduleExpression || undefined,
		created: described.CreatedDate?.getTime(),
		changed: described.LastChangedDate?.getTime(),
		rotated: described.LastRotatedDate?.getTime(),
		next: described.NextRotationDate?.getTime(),
		deleted: described.DeletedDate?.getTime(),
		tags: Object.fromEntries((described.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
		versions: Object.entries(described.VersionIdsToStages ?? {})
			.filter(([, labels]) => labels.length > 0)
			.map(([id, labels]) => ({ id, labels, created: created.get(id) })),
	};
}
