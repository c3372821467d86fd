import type { Finding } from "../../shared/core/finding.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";

/**
 * What a snapshot hides or makes up because calls failed, against the snapshot of the same estate with every call answered: verdicts that
 * turned into a pass or into a failure, and findings that are gone although nothing says that they could not be judged.
 */
export function untruths(whole: Snapshot, broken: Snapshot): string[] {
	const found: string[] = [];
	const told = new Map(broken.findings.map((finding) => [finding.uid, finding]));
	const known = new Set(whole.findings.map((finding) => finding.uid));
	for (const before of whole.findings) {
		const after = told.get(before.uid);
		if (after === undefined) {
			if (!covered(before, broken)) found.push(`lost: ${text(before)}`);
		} else if (after.verdict !== "indeterminate" && after.verdict !== before.verdict) found.push(`${text(before)} became ${text(after)}`);
	}
	for (const after of broken.findings)
		if (!known.has(after.uid) && after.verdict !== "indeterminate") found.push(`made up: ${text(after)}`);
	return found;
}

const text = ({ ruleId, resource, verdict, detail }: Finding): string => `${ruleId} ${verdict} ${resource.name} (${detail})`;

/** Is there an error that names the kind in the scope, and an unknown verdict of the same rule beside it? */
function covered({ ruleId, resource }: Finding, snapshot: Snapshot): boolean {
	const { kind, account, region } = resource;
	const error = snapshot.collectionErrors.some(
		({ kinds, scope }) =>
			kinds.includes(kind) && scope.account === account && (scope.region === region || resource.kind === "rds.GlobalCluster"),
	);
	const unknown = snapshot.findings.some(
		(finding) => finding.ruleId === ruleId && finding.verdict === "indeterminate" && finding.resource.account === account,
	);
	return error && unknown;
}

/** The findings that a broken snapshot does not judge any more, and the errors that it admits. */
export const admissions = (whole: Snapshot, broken: Snapshot): number => {
	const before = new Map(whole.findings.map((finding) => [finding.uid, finding.verdict]));
	const unknown = broken.findings.filter((finding) => finding.verdict === "indeterminate" && before.get(finding.uid) !== "indeterminate");
	return broken.collectionErrors.length + unknown.length;
};
