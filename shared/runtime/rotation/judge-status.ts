import { currentLabel, markedVersions, pendingLabel } from "../../rotation/labels.ts";
import { type Check, failed, ok, unknown, warning } from "../deploy-check/check.ts";
import type { RotationFacts } from "./facts.ts";
import { type RotationSettings, strategyOf } from "./settings.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** A rotation takes minutes; one that is under way for longer has been given up by Secrets Manager or fails again and again. */
const longestRotation = hour;
/** A secret may have twenty labels. */
const manyLabels = 17;

const dateText = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const ago = (milliseconds: number): string =>
	milliseconds < 2 * hour
		? `${Math.round(milliseconds / 60_000)} minutes`
		: milliseconds < 2 * day
			? `${Math.round(milliseconds / hour)} hours`
			: `${Math.round(milliseconds / day)} days`;

/** What the facts mean, in plain words. `now` in milliseconds since the epoch. */
export function judgeStatus(facts: RotationFacts, settings: RotationSettings, now: number): Check[] {
	if (facts.deleted !== undefined)
		return [
			failed("secret", `The secret is marked for deletion (${dateText(facts.deleted)}).`, "Restore it: aws secretsmanager restore-secret."),
		];
	if (facts.owningService !== undefined)
		return [
			ok(
				"managed",
				`${facts.owningService === "rds" ? "RDS" : facts.owningService} manages this secret and rotates it itself. Parapet leaves it alone.`,
			),
		];
	return [...labels(facts, now), ...turnedOn(facts, settings), ...times(facts, now)];
}

function labels({ arn, versions }: RotationFacts, now: number): Check[] {
	const current = versions.find((version) => version.labels.includes(currentLabel));
	const pending = versions.find((version) => version.labels.includes(pendingLabel));
	const checks: Check[] = [];
	checks.push(
		current
			? ok(
					"current",
					`AWSCURRENT is on version ${current.id}${current.created === undefined ? "" : `, made ${dateText(current.created)}`}.`,
				)
			: failed("current", "No version is current: clients find no password.", `See parapet rotate repair --secret ${arn}`),
	);
	if (pending && pending !== current) {
		const age = pending.created === undefined ? undefined : now - pending.created;
		if (age !== undefined && age < longestRotation)
			checks.push(warning("pending", `A rotation is under way for ${ago(age)}: AWSPENDING is on version ${pending.id}.`, "Wait for it."));
		else
			checks.push(
				failed(
					"pending",
					age === undefined
						? `AWSPENDING is on version ${pending.id}, which has no value: a rotation has just begun, or was given up before its first step.`
						: `A rotation is stuck for ${ago(age)}: AWSPENDING is on version ${pending.id}, which never became current. Secrets Manager starts no other meanwhile.`,
					`The log of the rotation function says why it failed. Then: parapet rotate repair --secret ${arn}`,
				),
			);
	} else if (pending)
		checks.push(ok("pending", "AWSPENDING is on the current version: no rotation is under way; Parapet's own rotations take it away."));
	else checks.push(ok("pending", "No rotation is under way."));
	const description = { arn, tags: {}, labels: new Map(versions.map((version) => [version.id, version.labels])) };
	const kept = markedVersions(description).filter(({ version }) => version !== current?.id);
	if (kept.length > 0)
		checks.push(
			ok(
				"kept",
				`${kept.length === 1 ? "One more version is" : `${kept.length} more versions are`} kept by labels of Parapet's, in case the database has ${kept.length === 1 ? "its" : "their"} password; the next rotation takes away what is not needed.`,
			),
		);
	const count = versions.reduce((sum, version) => sum + version.labels.length, 0);
	if (count > manyLabels)
		checks.push(
			warning(
				"labels",
				`The secret has ${count} of the 20 labels that it may have; without room no rotation can begin.`,
				`parapet rotate repair --secret ${arn}`,
			),
		);
	return checks;
}

function turnedOn({ arn, enabled, function: own, tags }: RotationFacts, settings: RotationSettings): Check[] {
	const users = strategyOf(arn, tags, settings);
	return [
		typeof users === "string"
			? ok("users", users === "single" ? "One user, whose password is changed." : "Two users that take turns.")
			: failed(
					"users",
					users.refused,
					`aws secretsmanager tag-resource --secret-id ${arn} --tags Key=${settings.tag.key},Value=${settings.tag.value}`,
				),
		enabled
			? own === undefined
				? failed("rotation", "Rotation is turned on, and no function is set.", "Turn it on again with --rotation-lambda-arn.")
				: ok("rotation", `Rotation is turned on, by ${own}.`)
			: failed(
					"rotation",
					enabled === false ? "Rotation was turned off." : "Rotation was never turned on.",
					"See docs/rotation.md, or rotate once by hand: parapet rotate now --local.",
				),
	];
}

function times({ enabled, everyDays, schedule, versions, rotated, next }: RotationFacts, now: number): Check[] {
	const made = versions.find(({ labels }) => labels.includes(currentLabel))?.created;
	const checks: Check[] = [];
	if (rotated === undefined)
		checks.push(
			failed(
				"last rotation",
				`Secrets Manager never rotated the password${made === undefined ? "" : `; the current version was made ${ago(now - made)} ago`}.`,
				"Turn rotation on, or rotate now: parapet rotate now.",
			),
		);
	else checks.push(ok("last rotation", `The password was last rotated ${ago(now - rotated)} ago, on ${dateText(rotated)}.`));
	if (!enabled) return checks;
	const period = schedule ?? (everyDays === undefined ? undefined : `every ${everyDays} ${everyDays === 1 ? "day" : "days"}`);
	if (period === undefined) checks.push(warning("schedule", "Rotation has no schedule.", "Set one with rotate-secret --rotation-rules."));
	else if (next === undefined)
		checks.push(unknown("schedule", `Rotation is scheduled (${period}), and AWS does not say when it is next.`, "Look again later."));
	// A rotation may happen at any time of its window, which can be a whole day.
	else if (now > next + day)
		checks.push(
			failed(
				"schedule",
				`Rotation (${period}) is overdue since ${dateText(next)}, for ${ago(now - next)}.`,
				"The log of the rotation function, or RotationFailed and RotationAbandoned in CloudTrail, say why.",
			),
		);
	else checks.push(ok("schedule", `The next rotation (${period}) is due by ${dateText(next)}.`));
	return checks;
}
