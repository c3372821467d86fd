import { need, type Observed, reported } from "../../../core/observed.ts";
import type { KeyFacts } from "../../../core/resources/schema.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";

/** Judges whether a customer managed key encrypts `what` (e.g. `the storage of ledger`); a key that AWS did not name is unobserved. */
export function judgeCustomerKey(what: string, key: Observed<KeyFacts> | undefined): Verdict {
	const { arn, manager } = need(reported(key, "KmsKeyId"));
	const evidence = { keyArn: arn, keyManager: manager };
	return manager === "CUSTOMER"
		? pass(`A customer managed key encrypts ${what}.`, evidence)
		: fail(`An AWS managed key encrypts ${what}, so that its policy and its sharing are not yours to set.`, evidence);
}

/** KMS states in which data can be read; a multi-Region key stays usable while its primary Region changes. */
const usableStates: readonly string[] = ["Enabled", "Updating"];

/** States in or after which the data is lost for good. */
const dyingStates: readonly string[] = ["PendingDeletion", "PendingReplicaDeletion", "Deleted"];

/** Judges whether the key that encrypts `what` can still decrypt it; a key that is gone or waits for its deletion is critical. */
export function judgeKeyUsable(what: string, key: Observed<KeyFacts> | undefined): Verdict {
	const { arn, state, owner } = need(reported(key, "KmsKeyId"));
	if (state === "Foreign") return notApplicable(`The key that encrypts ${what} belongs to the account ${owner} and is judged there.`);
	const evidence = { keyArn: arn, keyState: state };
	if (usableStates.includes(state)) return pass(`The key that encrypts ${what} is ${state}.`, evidence);
	return fail(`The key that encrypts ${what} is ${state}.`, evidence, dyingStates.includes(state) ? "critical" : undefined);
}
