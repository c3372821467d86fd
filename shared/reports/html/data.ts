import type { Finding } from "../../core/finding.ts";
import type { RuleRecord, Snapshot } from "../../core/snapshot.ts";
import { scriptJson } from "./escape.ts";
import { kindName, serviceName, serviceOf } from "./names.ts";

/** Above this, passing findings stay out of the page (they are in the other files), so that it opens at once. */
export const largestWithPasses = 20_000;

/** What the page's script lists, as JSON in chunks: findings as short rows that point at rules and resources, which come once. */
export function* pageData(snapshot: Snapshot): Generator<string> {
	const withPasses = snapshot.findings.length <= largestWithPasses;
	const frameworks = new Map(snapshot.findings.map((finding) => [finding.ruleId, finding.frameworks]));
	const rules = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
	const ruleRows = new Rows();
	const resourceRows = new Rows();
	const services = new Set<string>();
	yield '{"findings":[';
	let separator = "\n";
	for (const finding of snapshot.findings) {
		if (!withPasses && finding.verdict === "pass") continue;
		const { resource, ruleId } = finding;
		const rule = ruleRows.index(ruleId, () => ruleRow(finding, rules.get(ruleId), frameworks.get(ruleId) ?? {}));
		const place = resourceRows.index(
			`${resource.kind}\n${resource.account}\n${resource.region}\n${resource.cluster}\n${resource.arn}`,
			() => {
				const { arn, name, account, region, cluster, tags } = resource;
				services.add(serviceOf(finding));
				return {
					arn,
					kind: kindName(finding),
					name,
					account,
					region,
					...(cluster === undefined ? {} : { cluster }),
					tags,
					service: serviceOf(finding),
				};
			},
		);
		const { verdict, severity, detail, evidence, firstSeen, suppressedBy } = finding;
		yield separator + scriptJson([rule, place, verdict, severity, detail, evidence, firstSeen, ...(suppressedBy ? [suppressedBy] : [])]);
		separator = ",\n";
	}
	yield '\n],"resources":[';
	for (const [index, row] of resourceRows.rows.entries()) yield (index === 0 ? "\n" : ",\n") + scriptJson(row);
	const rest = {
		rules: ruleRows.rows,
		services: Object.fromEntries([...services].map((service) => [service, serviceName(service)])),
		frameworks: snapshot.frameworks.map(({ id, title }) => ({ id, title })),
		suppressions: Object.fromEntries(
			snapshot.suppressions.map((each) => [each.id, `${each.reason} (owner ${each.owner}, until ${each.expires})`]),
		),
		passesLeftOut: withPasses ? 0 : snapshot.summary.verdicts.pass,
	};
	yield `\n],${scriptJson(rest).slice(1)}`;
}

/** A snapshot that lost its rule records still shows its findings. */
const ruleRow = (finding: Finding, rule: RuleRecord | undefined, frameworks: Finding["frameworks"]) => ({
	id: finding.ruleId,
	title: finding.title,
	risk: rule?.risk ?? "",
	recommendation: rule?.recommendation ?? "",
	links: rule?.links ?? [],
	related: finding.related,
	frameworks,
});

class Rows {
	readonly rows: unknown[] = [];
	readonly #indexes = new Map<string, number>();

	/** The index of what has the key; made on first sight. */
	index(key: string, make: () => unknown): number {
		const known = this.#indexes.get(key);
		if (known !== undefined) return known;
		const index = this.rows.push(make()) - 1;
		this.#indexes.set(key, index);
		return index;
	}
}
