import { kinds, type ResourceKind, sourceOf } from "../kinds.ts";
import type { Reading, Snapshot } from "../snapshot.ts";

type Read = Pick<Snapshot, "id" | "startedAt" | "finishedAt" | "readings" | "trigger">;

/** When a snapshot read a kind; undefined when it did not. */
export function readingOf(snapshot: Read, kind: ResourceKind): Reading | undefined {
	const { readings, trigger } = snapshot;
	if (readings) return readings.kinds[kind] ?? readings.whole;
	return !trigger || trigger.kinds.includes(kind) ? ownReading(snapshot) : undefined;
}

/** When the resources of a kind were last seen as the snapshot has them (ISO 8601). */
export const observedAt = (snapshot: Read, kind: ResourceKind): string => readingOf(snapshot, kind)?.finishedAt ?? snapshot.finishedAt;

/** The snapshot's own scan. */
export const ownReading = ({ id, startedAt, finishedAt }: Read): Reading => ({ snapshotId: id, startedAt, finishedAt });

/** Did it read some kinds only, and is it not yet put into a whole scan? */
export const isPartial = ({ trigger, readings }: Read): boolean => trigger !== undefined && readings === undefined;

/** Could none of the kinds that are judged in its scope be read, so that it says nothing of what is there? Of a snapshot of one scope. */
export function knowsNothing({ scope, rules, findings, collectionErrors, carried = [] }: Snapshot): boolean {
	const [place] = scope.scopes;
	const judged = [...findings, ...carried.map(({ finding }) => finding)];
	if (!place || judged.some(({ verdict }) => verdict !== "indeterminate")) return false;
	const inScope = (kind: ResourceKind): boolean =>
		(sourceOf(kind) === "kubernetes") === (place.cluster !== undefined) && (kinds[kind].global === true) === (place.region === "global");
	const unread = new Set(collectionErrors.flatMap((error) => error.kinds));
	const asked = new Set(rules.flatMap((rule) => rule.kinds ?? [rule.resource]).filter(inScope));
	return asked.size > 0 && [...asked].every((kind) => unread.has(kind));
}
