import type { BackupSelection, ConditionParameter } from "@aws-sdk/client-backup";
import { type Observed, seen } from "../../../core/observed.ts";
import type { Tags } from "../../../core/resources/schema.ts";
import { matchesWildcard } from "../../../core/wildcard.ts";
import type { BackupResourceType } from "../../ports.ts";
import { mapSeen } from "../shapes.ts";

/** What a selection is matched against. `optedIn`: does the region's service opt-in include the resource's type? */
export interface BackupTarget {
	readonly arn: string;
	readonly type: BackupResourceType;
	readonly tags: Observed<Tags>;
	readonly optedIn: Observed<boolean>;
}

/**
 * Does AWS Backup select the resource? Not one of NotResources; and any of Resources or any of ListOfTags (everything when both are empty);
 * and all Conditions. Service opt-in does not matter when Resources names the resource's own type, except for Aurora, which always needs it.
 * Source: AWS Backup Developer Guide, "Assign resources with AWS CLI" and "How AWS Backup works with supported AWS services".
 */
export function selects(selection: BackupSelection, target: BackupTarget): Observed<boolean> {
	const { arn, tags, optedIn } = target;
	if (selection.NotResources?.some((pattern) => matchesStars(pattern, arn))) return seen(false);
	const matching = (selection.Resources ?? []).filter((pattern) => matchesStars(pattern, arn));
	const listed = selection.ListOfTags ?? [];
	const unlimited = !selection.Resources?.length && listed.length === 0;
	const tagged = any(
		listed.map((condition) => mapSeen(tags, (all) => all[tagKey(condition.ConditionKey)] === (condition.ConditionValue ?? ""))),
	);
	const named = matching.some((pattern) => namesType(pattern, arn));
	const chosen = any([seen(unlimited || matching.length > 0), tagged]);
	const admitted = named && target.type !== "Aurora" ? seen(true) : all([chosen, optedIn]);
	return all([admitted, ...conditions(selection.Conditions ?? {}, tags)]);
}

function conditions(given: NonNullable<BackupSelection["Conditions"]>, tags: Observed<Tags>): Observed<boolean>[] {
	const each = (parameters: readonly ConditionParameter[] | undefined, holds: (value: string | undefined, wanted: string) => boolean) =>
		(parameters ?? []).map(({ ConditionKey, ConditionValue }) =>
			mapSeen(tags, (all) => holds(all[tagKey(ConditionKey)], ConditionValue ?? "")),
		);
	const like = (value: string | undefined, pattern: string) => value !== undefined && matchesStars(pattern, value);
	return [
		...each(given.StringEquals, (value, wanted) => value === wanted),
		...each(given.StringLike, like),
		// As in IAM, a negated operator holds for a tag that is not there.
		...each(given.StringNotEquals, (value, wanted) => value !== wanted),
		...each(given.StringNotLike, (value, pattern) => !like(value, pattern)),
	];
}

/** Condition keys are written `aws:ResourceTag/<key>` or plainly `<key>`. */
const tagKey = (key: string | undefined): string => (key ?? "").replace(/^aws:ResourceTag\//i, "");

/** Only `*` is a wildcard in selections; `?` stands for itself. */
const matchesStars = (pattern: string, text: string): boolean => matchesWildcard(literal(pattern), literal(text));

const literal = (text: string): string => text.replaceAll("?", "\u0000");

/** Does the pattern spell out the resource's type (`…:db:…`), rather than a whole service or everything? */
const namesType = (pattern: string, arn: string): boolean => pattern.split(":")[5] === arn.split(":")[5];

/** Three-valued or: true when one is, whatever the others. */
const any = (facts: readonly Observed<boolean>[]): Observed<boolean> => decided(facts, true);

/** Three-valued and: false when one is, whatever the others. */
const all = (facts: readonly Observed<boolean>[]): Observed<boolean> => decided(facts, false);

const decided = (facts: readonly Observed<boolean>[], by: boolean): Observed<boolean> =>
	facts.find((fact) => "value" in fact && fact.value === by) ?? facts.find((fact) => "unread" in fact) ?? seen(!by);
