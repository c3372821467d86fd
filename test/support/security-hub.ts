import type { Answer } from "./aws/fake-caller.ts";

// biome-ignore lint/suspicious/noExplicitAny: findings as they are sent.
type Json = any;

/** Security Hub of one account and region, as its documentation says that it behaves. */
export interface FakeHub {
	/** By id, as people see them. */
	readonly findings: Map<string, Json>;
	/** How many findings each call brought. */
	readonly batches: number[];
	readonly import: Answer;
	/** Throws before or after a call takes effect, or answers for it. */
	intercept: ((when: "before" | "after", findings: readonly Json[]) => object | undefined) | undefined;
	/** Error of a finding, by id. */
	readonly errors: Map<string, string>;
	active(): string[];
}

/** What customers own: updates by a provider never change it. */
const theirs = ["Note", "UserDefinedFields", "VerificationState", "Workflow"];

export function fakeHub(account = "111122223333", region = "eu-west-1"): FakeHub {
	const findings = new Map<string, Json>();
	const errors = new Map<string, string>();
	const batches: number[] = [];
	const hub: FakeHub = {
		findings,
		errors,
		batches,
		intercept: undefined,
		active: () =>
			[...findings.values()]
				.filter(({ RecordState }) => RecordState === "ACTIVE")
				.map(({ Id }) => Id)
				.sort(),
		import: (input) => {
			const sent = input.Findings as Json[];
			const answer = hub.intercept?.("before", sent);
			if (answer) return answer;
			if (sent.length === 0 || sent.length > 100) throw new Error(`${sent.length} findings in a call`);
			batches.push(sent.length);
			const failed: Json[] = [];
			for (const finding of sent) {
				const wrong =
					errors.get(finding.Id) ??
					(finding.AwsAccountId !== account || finding.ProductArn !== `arn:aws:securityhub:${region}:${account}:product/${account}/default`
						? "InvalidAccess"
						: undefined);
				if (wrong) failed.push({ Id: finding.Id, ErrorCode: wrong, ErrorMessage: "planted" });
				else take(findings, finding);
			}
			return (
				hub.intercept?.("after", sent) ?? { SuccessCount: sent.length - failed.length, FailedCount: failed.length, FailedFindings: failed }
			);
		},
	};
	return hub;
}

function take(findings: Map<string, Json>, finding: Json): void {
	const before = findings.get(finding.Id);
	if (!before) {
		findings.set(finding.Id, { Workflow: { Status: "NEW" }, ...finding });
		return;
	}
	if (Date.parse(finding.UpdatedAt) <= Date.parse(before.UpdatedAt)) return;
	const kept = Object.fromEntries(theirs.flatMap((name) => (name in before ? [[name, before[name]]] : [])));
	const reset =
		(before.RecordState === "ARCHIVED" && finding.RecordState === "ACTIVE") ||
		(before.Compliance.Status === "PASSED" && finding.Compliance.Status !== "PASSED");
	if (reset && /NOTIFIED|RESOLVED/.test(kept.Workflow.Status)) kept.Workflow = { Status: "NEW" };
	findings.set(finding.Id, { ...before, ...finding, ...kept });
}
