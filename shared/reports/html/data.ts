import type { Snapshot } from "../../core/snapshot.ts";
import { serviceOf } from "./posture.ts";

/** Above this, passing findings stay out of the page (they are in the other files), so that it opens at once. */
export const largestWithPasses = 20_000;

/** What the page's script lists: rules and resources once, findings as short rows that point at them. */
export function pageData(snapshot: Snapshot) {
	const withPasses = snapshot.findings.length <= largestWithPasses;
	const ruleIndex = new Map(snapshot.rules.map((rule, index) => [rule.id, index]));
	const rules = snapshot.rules.map(({ id, title, risk, recommendation, links, related }) => ({
		id,
		title,
		risk,
		recommendation,
		links,
		related,
	}));
	const resourceIndex = new Map<string, number>();
	const resources: unknown[] = [];
	const findings: unknown[] = [];
	for (const finding of snapshot.findings) {
		if (!withPasses && finding.verdict === "pass") continue;
		let rule = ruleIndex.get(finding.ruleId);
		if (rule === undefined) {
			// A snapshot that lost its rule records still shows its findings.
			rule =
				rules.push({ id: finding.ruleId, title: finding.title, risk: "", recommendation: "", links: [], related: finding.related }) - 1;
			ruleIndex.set(finding.ruleId, rule);
		}
		const { resource } = finding;
		const key = `${resource.kind}\n${resource.account}\n${resource.region}\n${resource.arn}`;
		let index = resourceIndex.get(key);
		if (index === undefined) {
			const { arn, kind, name, account, region, tags } = resource;
			index = resources.push({ arn, kind, name, account, region, tags, service: serviceOf(finding) }) - 1;
			resourceIndex.set(key, index);
		}
		findings.push([
			rule,
			index,
			finding.verdict,
			finding.severity,
			finding.detail,
			finding.evidence,
			finding.firstSeen,
			finding.suppressedBy ?? null,
			finding.frameworks,
		]);
	}
	return {
		rules,
		resources,
		findings,
		frameworks: snapshot.frameworks.map(({ id, title }) => ({ id, title })),
		passesLeftOut: withPasses ? 0 : snapshot.summary.verdicts.pass,
	};
}
