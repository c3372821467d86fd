import type { Finding } from "./finding.ts";
import { severityRank } from "./severity.ts";
import type { Snapshot } from "./snapshot.ts";

/** What happened to a finding between two snapshots. */
export const changes = ["new", "worse", "reopened", "resolved", "gone", "unreadable", "better"] as const;
export type Change = (typeof changes)[number];

/** One difference. `before` is absent for what is new, `after` for what is gone. */
export interface Difference {
	readonly change: Change;
	readonly before?: Finding;
	readonly after?: Finding;
}

/** The drift between two snapshots. */
export interface Drift {
	readonly from: string;
	readonly to: string;
	readonly differences: readonly Difference[];
	readonly counts: Readonly<Record<Change, number>>;
	readonly unchanged: number;
}

/**
 * Compares two snapshots by finding uid. A failure that is no longer there is `resolved` only when the rule now passes; when its resource
 * is gone, or the rule no longer applies to it, it is `gone`, and when the resource could not be read it is `unreadable`: an outage never
 * resolves anything. Suppressed failures are not news.
 */
export function diff(before: Snapshot, after: Snapshot): Drift {
	const old = new Map(before.findings.map((finding) => [finding.uid, finding]));
	const unread = new Set(after.collectionErrors.flatMap((error) => error.kinds.map((kind) => `${kind}\n${placeOf(error.scope)}`)));
	const rulesRun = new Set(after.rules.map((rule) => rule.id));
	const scopes = new Set(after.scope.scopes.map(placeOf));
	const accounts = new Set(after.scope.scopes.map((scope) => scope.account));
	const differences: Difference[] = [];
	let unchanged = 0;
	const note = (change: Change | undefined, difference: Omit<Difference, "change">) =>
		change ? differences.push({ change, ...difference }) : unchanged++;

	for (const finding of after.findings) {
		const earlier = old.get(finding.uid);
		old.delete(finding.uid);
		if (earlier) note(changeOf(earlier, finding), { before: earlier, after: finding });
		else if (finding.verdict === "indeterminate") note("unreadable", { after: finding });
		else if (open(finding)) note("new", { after: finding });
	}
	const judged = policyJudgements(after.findings);
	for (const finding of old.values()) {
		if (finding.verdict !== "fail") continue;
		const policy = judged.get(policyKey(finding));
		if (policy) {
			// The policy still judges the resource, and this is no longer among what it finds.
			const { verdict } = policy;
			note(verdict === "indeterminate" ? "unreadable" : "resolved", { before: finding, ...(verdict === "pass" ? { after: policy } : {}) });
			continue;
		}
		const { kind, account, region } = finding.resource;
		const place = placeOf(finding.resource);
		const scanned = rulesRun.has(finding.ruleId) && (region === "global" ? accounts.has(account) : scopes.has(place));
		note(!scanned || unread.has(`${kind}\n${place}`) ? "unreadable" : "gone", { before: finding });
	}
	differences.sort((a, b) => changes.indexOf(a.change) - changes.indexOf(b.change) || rank(a) - rank(b));
	const counts = Object.fromEntries(changes.map((change) => [change, differences.filter((entry) => entry.change === change).length]));
	return { from: before.id, to: after.id, differences, counts: counts as Record<Change, number>, unchanged };
}

/** What a policy finds has ids that only findings bring (`policy/<package>/<id>`): the policy over the resource is what can be asked later. */
const policyKey = ({ ruleId, resource }: Finding): string =>
	ruleId.startsWith("policy/") ? [ruleId.split("/")[1], resource.kind, resource.account, resource.region, resource.arn].join("\n") : "";

/** A finding of each policy over each resource, unknown ones first, then passes. */
function policyJudgements(findings: readonly Finding[]): Map<string, Finding> {
	const judged = new Map<string, Finding>();
	for (const finding of findings) {
		if (!finding.ruleId.startsWith("policy/")) continue;
		const known = judged.get(policyKey(finding))?.verdict;
		if (known === undefined || finding.verdict === "indeterminate" || (finding.verdict === "pass" && known === "fail"))
			judged.set(policyKey(finding), finding);
	}
	return judged;
}

const placeOf = ({ account, region, cluster }: { account: string; region: string; cluster?: string | undefined }): string =>
	`${account}\n${region}\n${cluster ?? ""}`;

const rank = (difference: Difference): number => severityRank((difference.after ?? difference.before)?.severity ?? "informational");

const open = (finding: Finding): boolean => finding.verdict === "fail" && finding.suppressedBy === undefined;

function changeOf(before: Finding, after: Finding): Change | undefined {
	if (after.verdict === "indeterminate") return before.verdict === "indeterminate" ? undefined : "unreadable";
	if (after.verdict === "pass") return before.verdict === "fail" ? "resolved" : undefined;
	// A decision not to act is no news, whatever it was before.
	if (!open(after)) return undefined;
	if (before.verdict === "pass") return "new";
	if (!open(before)) return "reopened";
	const worse = severityRank(before.severity) - severityRank(after.severity);
	return worse > 0 ? "worse" : worse < 0 ? "better" : undefined;
}
