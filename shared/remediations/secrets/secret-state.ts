import { DescribeSecretCommand, type DescribeSecretResponse } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import type { Decision, Reading, RepairTarget } from "../action.ts";
import { refused, unreadable } from "../decisions.ts";

/** What DescribeSecret tells of a secret; its value is never read. */
export interface SecretState {
	readonly arn: string;
	readonly name: string;
	/** The service that manages it: `rds` for master passwords. */
	readonly owner?: string;
	/** Where its primary is, when this is a replica. */
	readonly primaryRegion?: string;
	readonly scheduledForDeletion: boolean;
}

/** A secret of which `more` picks what else is wanted. */
export async function readSecret<More extends object>(
	target: RepairTarget,
	aws: AwsCaller,
	more: (secret: DescribeSecretResponse) => More,
): Promise<Reading<SecretState & More>> {
	const answer = await aws.call("secretsmanager", new DescribeSecretCommand({ SecretId: target.arn }));
	if ("unread" in answer) return unreadable(answer, `Secret ${target.name}`);
	const { ARN, Name, OwningService, PrimaryRegion, DeletedDate } = answer.value;
	const secret: SecretState = {
		arn: ARN ?? target.arn,
		name: Name ?? target.name,
		...(OwningService ? { owner: OwningService } : {}),
		...(PrimaryRegion && PrimaryRegion !== target.region ? { primaryRegion: PrimaryRegion } : {}),
		scheduledForDeletion: DeletedDate !== undefined,
	};
	return { state: { ...secret, ...more(answer.value) } };
}

/** Why a secret takes no change here; undefined when it does. */
export function unchangeable({ name, primaryRegion, scheduledForDeletion }: SecretState): Decision | undefined {
	if (primaryRegion !== undefined) return refused("wrongPlace", `${name} is a replica: it is changed in ${primaryRegion}.`);
	return scheduledForDeletion ? refused("unsupported", `${name} is scheduled for deletion and takes no change.`) : undefined;
}
