import type { Decision, Json } from "../action.ts";
import { refused } from "../decisions.ts";
import type { Snapshot } from "./snapshot.ts";

/** Identifiers have at most 255 characters, none of which is two hyphens in a row. */
const suffix = "-encrypted";
export const encryptedName = (id: string, longest = 255): string => `${id.slice(0, longest - suffix.length).replace(/-+$/, "")}${suffix}`;

/** The tag by which a restored copy says what it is a copy of, so that nothing else of its name is taken for it. */
const copyTag = "parapet:copy-of";

interface Tag {
	readonly Key?: string | undefined;
	readonly Value?: string | undefined;
}

/** Tags of the original, AWS's own left out, and the one that marks the copy. */
export const copyTags = (tags: readonly Tag[] | undefined, arn: string): Json => [
	...(tags ?? [])
		.filter(({ Key }) => Key !== undefined && !Key.startsWith("aws:") && Key !== copyTag)
		.map(({ Key = "", Value = "" }) => ({ Key, Value }))
		.sort((one, other) => (one.Key < other.Key ? -1 : 1)),
	{ Key: copyTag, Value: arn },
];

export const isCopyOf = (tags: readonly Tag[] | undefined, arn: string): boolean =>
	tags?.some(({ Key, Value }) => Key === copyTag && Value === arn) ?? false;

/** Identifiers of the steps of a copy; those of instances and clusters have at most 63 characters. */
export const copyNames = (id: string) => {
	const snapshot = `parapet-${id}`;
	return { snapshot, encryptedSnapshot: encryptedName(snapshot), copy: encryptedName(id, 63) };
};

/** The refusal for a snapshot under one of our names that was taken of something else. */
export const foreignSnapshot = (snapshot: Snapshot | null, id: string): Decision | undefined =>
	snapshot && snapshot.source !== id
		? refused(
				"unsupported",
				`There is a snapshot ${snapshot.id} already, which was taken of ${snapshot.source ?? "something unknown"} and not of ${id}.`,
			)
		: undefined;

/** A snapshot that is there already is used, and everybody must know how old it is. */
export const olderNotes = (snapshot: Snapshot | null): string[] =>
	snapshot
		? [
				`The snapshot ${snapshot.id} of ${snapshot.createdAt?.toISOString() ?? "an unknown time"} exists already and is used: delete it first if it is too old.`,
			]
		: [];

/** What a person has left to do. */
export const cutover = (original: string, copy: string): string[] => [
	`Nothing of ${original} is changed: it stays unencrypted and in use until a person switches over.`,
	`The switch: stop all writes to ${original} before its snapshot is taken (what is written later is not in ${copy}), test ${copy}, rename ${original} out of the way, give ${copy} its name so that the endpoint stays the same, and start the writes.`,
	"Afterwards, delete the original and the unencrypted snapshots when nobody needs them any more.",
	"Original and copy are both paid for as long as both exist.",
];

export const copyStays =
	"Copies are added and nothing is changed: whoever does not want them deletes them, so that no role needs to delete databases.";
