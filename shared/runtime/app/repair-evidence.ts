import type { Attempt } from "../../remediations/engine/attempt.ts";
import { isFinal } from "../../remediations/engine/attempt.ts";
import type { Documents } from "../../remediations/engine/documents.ts";
import { keys } from "../../remediations/engine/keys.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { evidenceLayout } from "./layout.ts";

/** What leaves a record: what was there before the first call, and every end. */
const recorded = ({ phase, made }: Attempt): boolean => (phase === "applying" && made.length === 0) || isFinal(phase);

/**
 * Documents whose attempts leave records in the evidence, each written once and before the attempt itself says so: what a resource was like is kept before
 * anything of it is changed, also when the state is lost or tampered with. A record that cannot be written lets nothing go on.
 */
export function withEvidence(documents: Documents, evidence: ObjectStore): Documents {
	return {
		...documents,
		async put(key, value, condition) {
			const attempt = key.startsWith(keys.attempts) ? (value as unknown as Attempt) : undefined;
			if (attempt && recorded(attempt)) {
				// The same refusal again, on the same day: it has its record.
				if ("absent" in condition && (await documents.get(key))) return undefined;
				const record = { ...attempt, lease: undefined, untold: undefined };
				const body = Buffer.from(`${JSON.stringify(record, undefined, "\t")}\n`);
				await evidence.put(evidenceLayout.repair(attempt), body, "application/json", { absent: true });
			}
			return documents.put(key, value, condition);
		},
	};
}
