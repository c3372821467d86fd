import type { SecretDescription } from "../../rotation/effects.ts";
import {
	carries,
	currentLabel,
	isSettled,
	type Marked,
	markedVersions,
	ownLabel,
	pendingLabel,
	previousLabel,
	versionWith,
} from "../../rotation/labels.ts";
import type { DatabaseSecret } from "../../rotation/secret.ts";

/** A labelled version, and whether the database takes its password; undefined when that was not tried, and why. */
export interface TriedVersion {
	readonly version: string;
	readonly labels: readonly string[];
	readonly secret?: DatabaseSecret | undefined;
	readonly accepted?: boolean | undefined;
	/** Why it was not tried. */
	readonly why?: string | undefined;
}

/** One change that a repair makes. */
export type RepairAction =
	| {
			readonly kind: "label";
			readonly label: string;
			readonly to?: string | undefined;
			readonly from?: string | undefined;
			readonly why: string;
	  }
	/** The superuser gives the user of this version its password. */
	| { readonly kind: "password"; readonly version: string; readonly why: string };

/** What is wrong and what a repair does about it. */
export interface RepairPlan {
	readonly state: "healthy" | "repairable" | "busy" | "person";
	readonly summary: string;
	readonly actions: readonly RepairAction[];
}

/** What a plan rests on. */
export interface RepairFindings {
	readonly description: SecretDescription;
	readonly tried: readonly TriedVersion[];
	/** A superuser who can set the password; otherwise why there is none. */
	readonly superuser: boolean;
	readonly now: number;
}

/** Works out what puts the labels right. Nothing is planned that takes the last label from a version that the database accepts. */
export function planRepair(findings: RepairFindings): RepairPlan {
	const { description, tried, superuser, now } = findings;
	const current = tried.find(({ labels }) => labels.includes(currentLabel));
	const pendingVersion = versionWith(description, pendingLabel);
	const pending = pendingVersion === current?.version ? undefined : pendingVersion;
	const marks = markedVersions(description);
	const young = marks.find((mark) => mark.version === pending && !isSettled(mark, now));
	if (young)
		return {
			state: "busy",
			summary: `A rotation changed, or is changing, the password since ${new Date(young.at).toISOString()}: it may still be under way. An hour after that repair can tell.`,
			actions: [],
		};
	if (!current?.secret) return { state: "person", summary: "There is no current version that can be read.", actions: [] };
	const opener = bestOpener(tried, current);
	if (!opener) {
		if (!superuser)
			return {
				state: "person",
				summary: "The database accepts no version that Secrets Manager still has, and there is no superuser to set one.",
				actions: [],
			};
		const actions: RepairAction[] = [
			{
				kind: "password",
				version: current.version,
				why: "the database accepts no known password, and the current version is what clients read",
			},
			...(pending === undefined ? [] : [dropPending(pending, "its rotation is over, and the database does not accept it")]),
		];
		return {
			state: "repairable",
			summary:
				"The database accepts no version that Secrets Manager still has. The superuser can set the password to that of the current version.",
			actions,
		};
	}
	const moved = opener.version !== current.version;
	const actions: RepairAction[] = moved
		? [{ kind: "label", label: currentLabel, to: opener.version, from: current.version, why: "the database accepts this version" }]
		: [];
	if (pending !== undefined)
		actions.push(
			dropPending(
				pending,
				pending === opener.version
					? "its rotation is finished by that"
					: "its rotation is over: as long as the label is there Secrets Manager starts no other",
			),
		);
	actions.push(...superfluous(marks, tried, opener, now));
	if (actions.length === 0)
		return { state: "healthy", summary: "The database accepts the current version, and no label is out of place.", actions };
	return {
		state: "repairable",
		summary: moved
			? `The database does not accept the current version, and accepts ${opener.version} (${opener.labels.join(", ")}).`
			: "The database accepts the current version; labels are left over.",
		actions: keeping(actions, tried, now),
	};
}

/** The version to be current: the one that is, when the database accepts it; else one of the same user, pending before kept before previous; else of the other user of a pair. */
function bestOpener(tried: readonly TriedVersion[], current: TriedVersion): TriedVersion | undefined {
	const accepted = tried.filter((each) => each.accepted === true);
	if (current.accepted) {
		// The other user of a pair has its new password: what is missing is the last step.
		const waiting = accepted.find(({ labels, secret }) => labels.includes(pendingLabel) && secret?.username !== current.secret?.username);
		return waiting ?? current;
	}
	const rank = ({ labels, secret }: TriedVersion) =>
		(secret?.username === current.secret?.username ? 0 : 10) + (labels.includes(pendingLabel) ? 0 : labels.includes(previousLabel) ? 2 : 1);
	return accepted.sort((a, b) => rank(a) - rank(b))[0];
}

/** The actions, and before them labels of our own for versions that the database accepts and that would be without one: deprecated versions may be deleted. */
function keeping(actions: readonly RepairAction[], tried: readonly TriedVersion[], now: number): RepairAction[] {
	const after = new Map(tried.map(({ version, labels }) => [version, new Set(labels)]));
	for (const action of actions) {
		if (action.kind !== "label") continue;
		const { label, from, to } = action;
		if (from !== undefined) after.get(from)?.delete(label);
		if (to !== undefined) after.get(to)?.add(label);
		if (label !== currentLabel || from === undefined) continue;
		// Secrets Manager takes AWSPREVIOUS to the version that loses AWSCURRENT.
		for (const labels of after.values()) labels.delete(previousLabel);
		after.get(from)?.add(previousLabel);
	}
	const losing = tried.filter(({ version, accepted }) => accepted === true && after.get(version)?.size === 0);
	return [
		...losing.map(
			({ version }): RepairAction => ({
				kind: "label",
				label: ownLabel(version, now),
				to: version,
				why: "the database accepts it, and it would lose its last label",
			}),
		),
		...actions,
	];
}

const dropPending = (from: string, why: string): RepairAction => ({ kind: "label", label: pendingLabel, from, why });

/** Labels of ours on versions that the database does not accept, where it is known what it accepts instead. */
function superfluous(marks: readonly Marked[], tried: readonly TriedVersion[], opener: TriedVersion, now: number): RepairAction[] {
	return marks.flatMap((mark): RepairAction[] => {
		const version = tried.find((each) => each.version === mark.version);
		if (!version || version.version === opener.version || !isSettled(mark, now) || version.accepted !== false) return [];
		const known = tried.some((each) => each.accepted === true && each.secret?.username === version.secret?.username);
		return known ? [{ kind: "label", label: mark.label, from: mark.version, why: "the database has another password by now" }] : [];
	});
}

/** Does a version carry a label in this description? For those who apply a plan and look once more. */
export const stillThere = (description: SecretDescription, action: RepairAction): boolean =>
	action.kind === "password"
		? carries(description, action.version, currentLabel)
		: action.from === undefined || carries(description, action.from, action.label);
