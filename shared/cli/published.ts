import { type Change, changes, type Difference } from "../core/diff.ts";
import { scopeText } from "../core/scope.ts";
import { counted, printable } from "../reports/text.ts";
import type { Published } from "../sinks/s3/publish.ts";

/** The changes that are shown one by one. */
const bad: ReadonlySet<Change> = new Set(["new", "worse", "reopened"]);

/** How many are shown; the rest is in the reports and in `parapet diff`. */
const shownAtMost = 20;

/** What publishing did, for a person: counts for each scope, and what is new or worse. */
export function* publishedText(published: readonly Published[], address: string): Generator<string> {
	if (published.length === 0) return;
	yield `\nPublished to ${address}: ${counted(published.length, "scope")}\n`;
	let room = shownAtMost;
	let hidden = 0;
	for (const each of published) {
		yield `  ${printable(scopeText(each.scope))}: ${outcomeText(each)}\n`;
		for (const difference of each.drift?.differences ?? []) {
			if (!bad.has(difference.change)) continue;
			if (room > 0) yield line(difference);
			else hidden++;
			room--;
		}
	}
	if (hidden > 0) yield `  and ${counted(hidden, "more change")} for the worse\n`;
}

function outcomeText(published: Published): string {
	const { outcome, drift, previous, problem, snapshot } = published;
	if (outcome === "behind") return "kept; a later scan was published before, and stays the newest";
	const again = outcome === "again" ? "published before; " : "";
	if (problem) return `${again}not compared with the snapshot before: ${printable(problem)}`;
	if (!drift || !previous) {
		const failing = Object.values(snapshot.summary.failing).reduce((sum, count) => sum + count, 0);
		return `${again}the first snapshot, ${counted(failing, "failing finding")}`;
	}
	const counts = changes.flatMap((change) => (drift.counts[change] > 0 ? [`${drift.counts[change]} ${change}`] : []));
	const unasked = snapshot.carried?.filter(({ why, finding }) => why === "notAsked" && finding.verdict === "fail").length ?? 0;
	return [
		`${again}${counts.join(", ") || "nothing changed"} since ${previous.at}`,
		...(unasked > 0 ? [`${counted(unasked, "known failure")} not asked about this time`] : []),
	].join("; ");
}

function line({ change, after, before }: Difference): string {
	const finding = after ?? before;
	if (!finding) return "";
	return `    ${change.padEnd(8)} ${finding.severity.padEnd(13)} ${finding.ruleId}  ${printable(finding.resource.name)}\n`;
}
