import { need, Unobserved } from "../../../core/observed.ts";
import { integer } from "../../../core/parameters.ts";
import type { DatabaseConnection } from "../../../core/resources/index.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { quoted } from "../../judge/offenders.ts";
import { noApplication } from "./purpose.ts";

/** The parameter of the rules about rights that nobody uses. */
export const minimumDays = integer(7, "Days that statements must have been counted before a right is taken for unused.", {
	minimum: 1,
	maximum: 365,
});

const verbs = { write: "write", define: "create and alter objects" } as const;

/** Roles above all grants, of which no single right can be taken. */
const absolute = ["SUPERUSER", "SUPER"];

/** Has the user of a connection used its right to write or to define since counting began? */
export function judgeUse(connection: DatabaseConnection, right: "write" | "define", now: number, days: number): Verdict {
	const other = noApplication(connection);
	if (other) return other;
	const { name, user = "?" } = connection;
	const { privileged, allowed } = need(connection.rights);
	if (privileged.some((privilege) => absolute.includes(privilege)))
		return notApplicable(`${name} works as a superuser, of whom no right can be taken; connection-no-privileged-role judges it.`);
	if (!allowed) throw new Unobserved(`${name}: the grants of its database were not read; scan that database too.`);
	const does = verbs[right];
	if (!allowed.includes(right)) return pass(`${name}: the user ${quoted(user)} may not ${does}.`, { allowed });
	const use = need(connection.use);
	const evidence = { allowed, since: use.since, read: use.read, write: use.write, define: use.define };
	if (use[right] > 0) return pass(`${name}: the user ${quoted(user)} may ${does} and does.`, evidence);
	const counted = (now - Date.parse(use.since)) / 86_400_000;
	if (counted < days)
		throw new Unobserved(
			`${name}: statements are counted since ${use.since} only, which is less than ${days} days and too short to call a right unused.`,
		);
	const [gap] = use.gaps;
	if (gap !== undefined) throw new Unobserved(`${name}: no statement was counted that would need the right to ${does}, but ${gap}.`);
	return fail(
		`${name}: the user ${quoted(user)} may ${does} and has not since ${use.since}, as far as statements outside functions are counted.`,
		evidence,
	);
}
