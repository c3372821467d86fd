import type { EncryptionInTransit } from "../../core/estate/types.ts";
import type { Finding } from "../../core/finding.ts";
import type { Snapshot } from "../../core/snapshot.ts";

/** The rules that judge whether a database refuses plaintext. They know engine defaults, pending parameters and pg_hba.conf. */
const judges = new Set([
	"rds-instance-tls-required",
	"rds-cluster-tls-required",
	"rds-proxy-tls-required",
	"postgres-tls-required",
	"mysql-tls-required",
	"kubernetes-operator-tls-required",
]);

/** Completes what encrypts connections by the verdicts of the same snapshot: the table and the list of violations never contradict each other. */
export function tlsVerdicts({ findings }: Pick<Snapshot, "findings">): (record: EncryptionInTransit) => EncryptionInTransit {
	const judged = new Map<string, Finding>();
	for (const finding of findings) if (judges.has(finding.ruleId)) judged.set(finding.resource.arn, finding);
	return (record) => {
		const finding = judged.get(record.resource);
		if (!finding) return record;
		const { tlsRequired: _, ...others } = record.reasons ?? {};
		const unknown = finding.verdict === "indeterminate";
		const reasons = unknown ? { ...others, tlsRequired: finding.detail } : others;
		const { reasons: __, ...rest } = record;
		return {
			...rest,
			tlsRequired: unknown ? null : finding.verdict === "pass",
			...(Object.keys(reasons).length > 0 ? { reasons } : {}),
		};
	};
}
