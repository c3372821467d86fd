import { reported } from "../../../core/observed.ts";
import type { Secret } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";

export const day = 86_400_000;

/** The verdict on a secret that is about to be deleted: its settings no longer matter. */
export const scheduledForDeletion = (secret: Secret): Verdict | undefined =>
	secret.deletedAt ? notApplicable(`${secret.name} is scheduled for deletion.`) : undefined;

/** The verdict on a secret that a service manages and the user cannot rotate; RDS rotates its own, which then reports rotation. */
export const managedWithoutRotation = (secret: Secret): Verdict | undefined =>
	secret.owningService && !secret.rotationEnabled
		? notApplicable(`${secret.name} is managed by ${secret.owningService}, which decides on its rotation.`)
		: undefined;

/** The verdict on a replica in rules about rotation: it gets its values from the primary, where it rotates and is judged. */
export const rotatedElsewhere = (secret: Secret): Verdict | undefined =>
	secret.primaryRegion === undefined
		? undefined
		: notApplicable(`${secret.name} is a replica of the secret in ${secret.primaryRegion}, where it rotates.`);

/** Whole days since the time, or since the creation when it never happened. */
export function daysSince(time: string | undefined, secret: Secret, now: number): number {
	return Math.floor((now - Date.parse(time ?? reported(secret.createdAt, "CreatedDate"))) / day);
}
