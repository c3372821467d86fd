import { type AwsSecurityFinding, BatchImportFindingsCommand } from "@aws-sdk/client-securityhub";
import type { AwsCaller } from "../../aws/caller.ts";
import type { Unread } from "../../core/observed.ts";
import type { HubChange } from "./plan.ts";

/** Of BatchImportFindings (Security Hub partner guide, "Guidelines for using the BatchImportFindings API"). Bytes with room for what surrounds the findings. */
export const batchLimits = { findings: 100, bytes: 5_800_000 } as const;

/** What became of findings that were sent. */
export interface Imported {
	readonly taken: readonly HubChange[];
	/** Security Hub will never take them as they are. */
	readonly refused: readonly { readonly change: HubChange; readonly reason: string }[];
	/** Security Hub takes nothing from this account here, and why: it is not turned on. */
	readonly unavailable?: string;
	/** Why what is in neither list was not taken; sent again it may be. */
	readonly failure?: Unread;
}

/** Findings in batches that Security Hub takes. */
export function* batched(changes: readonly HubChange[]): Generator<HubChange[]> {
	let batch: HubChange[] = [];
	let bytes = 0;
	for (const change of changes) {
		const size = Buffer.byteLength(JSON.stringify(change.finding)) + 1;
		if (batch.length > 0 && (batch.length >= batchLimits.findings || bytes + size > batchLimits.bytes)) {
			yield batch;
			batch = [];
			bytes = 0;
		}
		batch.push(change);
		bytes += size;
	}
	if (batch.length > 0) yield batch;
}

/**
 * Sends one batch with the credentials of the account that the findings are of, to the region that they are in: Security Hub takes no others for the
 * default product of an account. A batch that is refused as a whole is halved until what is wrong with it stands alone.
 */
export async function importBatch(caller: AwsCaller, batch: readonly HubChange[]): Promise<Imported> {
	const findings = batch.map(({ finding }) => finding) as unknown as AwsSecurityFinding[];
	const answer = await caller.call("securityhub", new BatchImportFindingsCommand({ Findings: findings }));
	if ("unread" in answer) {
		const { cause, message } = answer.unread;
		if (/^InvalidAccess/.test(message)) return { taken: [], refused: [], unavailable: message };
		if (cause !== "other" || !/^InvalidInput/.test(message)) return { taken: [], refused: [], failure: answer.unread };
		const [only, second] = batch;
		if (!only) return { taken: [], refused: [] };
		if (!second) return { taken: [], refused: [{ change: only, reason: message }] };
		const half = Math.ceil(batch.length / 2);
		return together(await importBatch(caller, batch.slice(0, half)), await importBatch(caller, batch.slice(half)));
	}
	const failed = new Map((answer.value.FailedFindings ?? []).map((each) => [each.Id, each]));
	const taken = batch.filter(({ finding }) => !failed.has(finding.Id));
	const refused: { change: HubChange; reason: string }[] = [];
	let unavailable: string | undefined;
	let failure: Unread | undefined;
	for (const change of batch) {
		const error = failed.get(change.finding.Id);
		if (!error) continue;
		const reason = `${error.ErrorCode ?? "Error"}: ${error.ErrorMessage ?? "no reason was given"}`;
		if (/^InvalidAccess/.test(reason)) unavailable = reason;
		else if (/^(?:Invalid|Validation|LimitExceeded.*size|FindingTooLarge)/i.test(reason)) refused.push({ change, reason });
		else failure = { service: "securityhub", operation: "BatchImportFindings", cause: "other", message: reason };
	}
	return { taken, refused, ...(unavailable === undefined ? {} : { unavailable }), ...(failure ? { failure } : {}) };
}

const together = (one: Imported, other: Imported): Imported => ({
	...one,
	...other,
	taken: [...one.taken, ...other.taken],
	refused: [...one.refused, ...other.refused],
});
