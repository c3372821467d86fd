import { isDeepStrictEqual } from "node:util";
import type { PolicyDocument } from "../../core/document.ts";
import type { Policy } from "../../policies/bundle.ts";
import { type DocumentVerdict, evaluatePolicies } from "../../policies/evaluate.ts";
import type { PolicyResult, PolicyResults } from "../../policies/results.ts";
import type { BuiltPolicies } from "./build.ts";
import { answersOfOpa, type Expectation } from "./examples.ts";
import type { PolicyFolder } from "./folder.ts";

/** What a compiled policy said of a document. */
export interface Judged {
	readonly policy: Policy;
	readonly document: PolicyDocument;
	readonly verdict: Expectation | "error";
	readonly results: readonly PolicyResult[];
	/** For indeterminate: what is missing; for an error: what went wrong. */
	readonly reason: string | undefined;
	/** What opa says, when it says something else. */
	readonly otherwise: string | undefined;
}

/** Lets the compiled policies judge documents as a scan would, and asks opa for the same. `of` gives the documents of a policy. */
export async function dryRun(
	folder: PolicyFolder,
	{ bundle, packages }: BuiltPolicies,
	of: (policy: Policy) => readonly PolicyDocument[],
): Promise<Judged[]> {
	const judged: Judged[] = [];
	for (const policy of bundle.policies) {
		const documents = of(policy);
		if (documents.length === 0) continue;
		const [outcome] = await evaluatePolicies([bundle], documents, { chosen: (each) => each === policy });
		const verdicts = documents.map((_, index) => outcome?.verdicts[index]);
		const asked = documents.filter((_, index) => verdicts[index]?.verdict === "judged");
		const source = packages.find((each) => each.package.join(".") === policy.package);
		const answers = source && asked.length > 0 ? await answersOfOpa(folder, source, asked) : [];
		for (const [index, document] of documents.entries()) {
			const verdict = verdicts[index];
			const answer = answers[asked.indexOf(document)];
			judged.push({ policy, document, ...said(policy, verdict), otherwise: difference(verdict, answer) });
		}
	}
	return judged;
}

function said({ requires }: Policy, verdict: DocumentVerdict | undefined): Pick<Judged, "verdict" | "results" | "reason"> {
	if (!verdict) return { verdict: "notApplicable", results: [], reason: undefined };
	if (verdict.verdict === "error") return { verdict: "error", results: [], reason: verdict.reason };
	if (verdict.verdict === "missing") {
		const reason = verdict.paths.map(({ path, reason: why }) => (why ? `${path} (${why})` : path)).join(", ");
		return { verdict: "indeterminate", results: [], reason: `it lacks ${reason}` };
	}
	const silent = requires.length > 0 ? "pass" : "notApplicable";
	return { verdict: verdict.results.length > 0 ? "fail" : silent, results: verdict.results, reason: undefined };
}

function difference(verdict: DocumentVerdict | undefined, answer: PolicyResults | undefined): string | undefined {
	if (verdict?.verdict !== "judged" || !answer) return undefined;
	// Of more than are kept, each side may keep others.
	const whole = verdict.results.length === verdict.total;
	if (verdict.total === answer.total && (!whole || isDeepStrictEqual(unordered(verdict), unordered(answer)))) return undefined;
	return answer.results.map(({ msg }) => msg).join(" ") || "nothing";
}

/** A set has no order; the two print theirs differently. */
const unordered = ({ results }: PolicyResults): ReadonlySet<string> =>
	new Set(results.map((result) => JSON.stringify(Object.entries(result).sort())));
