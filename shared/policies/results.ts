import { type Severity, severities } from "../core/severity.ts";
import { type Decision, decisions } from "./bundle.ts";
import { longestId, longestMessage, mostResults } from "./limits.ts";
import { frameworksOf, isObject, type StatedFrameworks, shown } from "./metadata.ts";

/** One thing that a policy says of a document. */
export interface PolicyResult {
	readonly rule: Decision;
	/** Cut at 1,000 characters. */
	readonly msg: string;
	/** Letters, digits, `.`, `_` and `-`, at most 64. */
	readonly id?: string;
	readonly severity?: Severity;
	readonly frameworks?: StatedFrameworks;
	readonly remediation?: string;
}

/** What a policy says of a document: at most 20 results of each id, and how many there were. */
export interface PolicyResults {
	readonly results: readonly PolicyResult[];
	readonly total: number;
}

/** Results of a package's rules, from the value of the package. Throws `TypeError` as `readResults`. */
export const readPackageResults = (value: unknown): PolicyResult[] => {
	if (!isObject(value)) throw new TypeError(`the package is ${shown(value)}`);
	return decisions.flatMap((rule) => (Object.hasOwn(value, rule) ? readResults(value[rule], rule) : []));
};

/** Results from the value of `deny`, `warn` or `violation`: texts, or objects with `msg`. `TypeError` names the place of anything else. */
export function readResults(value: unknown, rule: Decision): PolicyResult[] {
	if (!Array.isArray(value)) throw new TypeError(`${rule} is ${shown(value)}; a set is expected (${rule} contains msg if …)`);
	return value.map((entry: unknown, index) => readResult(entry, rule, `${rule}[${index}]`));
}

function readResult(entry: unknown, rule: Decision, place: string): PolicyResult {
	if (typeof entry === "string") return { rule, msg: cut(entry, longestMessage) };
	if (!isObject(entry)) throw new TypeError(`${place} is ${shown(entry)}; a text or an object with msg is expected`);
	const own = (name: string): unknown => (Object.hasOwn(entry, name) ? (entry[name] ?? undefined) : undefined);
	const [msg, id, severity, remediation] = [own("msg"), own("id"), own("severity"), own("remediation")];
	if (typeof msg !== "string") throw new TypeError(`${place}.msg is ${shown(msg)}; a text is expected`);
	if (id !== undefined && (typeof id !== "string" || id === "")) throw new TypeError(`${place}.id is ${shown(id)}; a text is expected`);
	const known = severities.find((each) => each === severity);
	if (severity !== undefined && !known)
		throw new TypeError(`${place}.severity is ${shown(severity)}; it must be one of ${severities.join(", ")}`);
	if (remediation !== undefined && typeof remediation !== "string")
		throw new TypeError(`${place}.remediation is ${shown(remediation)}; a text is expected`);
	const frameworks = frameworksOf(own("frameworks"), (message) => {
		throw new TypeError(`${place}.${message}`);
	});
	return {
		rule,
		msg: cut(msg, longestMessage),
		...(id === undefined ? {} : { id: cut(id.replace(/[^A-Za-z0-9._-]+/g, "-"), longestId) }),
		...(known ? { severity: known } : {}),
		...(frameworks ? { frameworks: boundedFrameworks(frameworks) } : {}),
		...(remediation ? { remediation: cut(remediation, longestMessage) } : {}),
	};
}

/** At most 20 of each id are kept, in the order of their texts: a set has none of its own. */
export function bounded(results: readonly PolicyResult[]): PolicyResults {
	const kept = new Map<string, number>();
	return {
		total: results.length,
		results: results.toSorted(byText).filter(({ id = "" }) => {
			const count = (kept.get(id) ?? 0) + 1;
			kept.set(id, count);
			return count <= mostResults && kept.size <= mostResults;
		}),
	};
}

const byText = (a: PolicyResult, b: PolicyResult): number =>
	a.msg < b.msg ? -1 : a.msg > b.msg ? 1 : decisions.indexOf(a.rule) - decisions.indexOf(b.rule);

const boundedFrameworks = (frameworks: StatedFrameworks): StatedFrameworks =>
	Object.fromEntries(
		Object.entries(frameworks)
			.slice(0, mostResults)
			.map(([id, ids]) => [cut(id, longestId), ids.slice(0, mostResults).map((each) => cut(each, longestId))]),
	);

/** The text within so many UTF-16 units, without half a character at its end. */
const cut = (text: string, most: number): string =>
	text.length <= most
		? text
		: `${text
				.slice(0, most - 1)
				.toWellFormed()
				.replace(/\uFFFD$/, "")}…`;
