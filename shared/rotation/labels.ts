import type { SecretDescription } from "./effects.ts";

/** Labels of Secrets Manager's own. */
export const currentLabel = "AWSCURRENT";
export const pendingLabel = "AWSPENDING";
export const previousLabel = "AWSPREVIOUS";

const prefix = "PARAPET-";
/** Longer than any Lambda runs: what began before it has ended. Milliseconds. */
const settled = 60 * 60_000;

/**
 * The label that a version gets before its password may reach the database. A version without any label is deprecated and may be deleted: a rotation that is
 * cancelled after it changed the database would take the password with it. It names the version, so that no other version can take it away, and the time.
 */
export const ownLabel = (token: string, now: number): string => `${prefix}${String(Math.floor(now / 1000)).padStart(10, "0")}-${token}`;

/** A version that carries a label of ours. */
export interface Marked {
	readonly version: string;
	readonly label: string;
	/** Milliseconds since the epoch. */
	readonly at: number;
}

/** The versions with a label of ours, newest first. */
export function markedVersions({ labels }: SecretDescription): Marked[] {
	const marked = [...labels].flatMap(([version, own]) =>
		own.flatMap((label): Marked[] => {
			const [, seconds] = new RegExp(`^${prefix}(\\d{10})-`).exec(label) ?? [];
			return seconds === undefined ? [] : [{ version, label, at: Number(seconds) * 1000 }];
		}),
	);
	return marked.sort((a, b) => b.at - a.at || (a.label < b.label ? 1 : -1));
}

/** Could a process that set this password still be running? */
export const isSettled = ({ at }: Marked, now: number): boolean => now - at > settled;

/** Will the label outlast a process that relies on it from now on? One of an earlier delivery may be about to be tidied away. */
export const isFresh = ({ at }: Marked, now: number): boolean => now - at < settled / 2;

/** The version that carries a label. */
export const versionWith = ({ labels }: SecretDescription, label: string): string | undefined =>
	[...labels].find(([, own]) => own.includes(label))?.[0];

/** Does the version carry the label? */
export const carries = ({ labels }: SecretDescription, version: string, label: string): boolean =>
	labels.get(version)?.includes(label) ?? false;
