import type { StepResult, Strategy } from "../../rotation/common.ts";
import type { StepName } from "../../rotation/effects.ts";
import type { RotationReason } from "../../rotation/errors.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { Done } from "../rotation/timed-step.ts";

/** What a step of a rotation leaves for auditors. No secrets: of values there are the ids of their versions alone. */
export interface RotationRecord {
	readonly schema: "parapet.rotation/1";
	readonly secret: string;
	/** Id of the version that the rotation makes current. */
	readonly version: string;
	readonly step: StepName;
	/** Undefined when the step ended before it was known. */
	readonly strategy?: Strategy | undefined;
	readonly outcome: StepResult["outcome"] | "failed";
	/** What was done, or what to do. For testSecret: what was tried. */
	readonly detail: string;
	/** Why it was not done; there with `failed`. */
	readonly reason?: RotationReason | undefined;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly milliseconds: number;
	/** Every call, how long it took, and how the database answered where it did not do it. */
	readonly effects: readonly Done[];
	/** Of the invocation, as the log names it. */
	readonly request: string;
}

/** Where the records of rotations lie in the evidence bucket. */
const rotationRecords = "rotations/v1/";

/** The key of the record of a step; `attempt` from 1 on. Throws for a secret that is named by no ARN. */
export function rotationRecordKey({ secret, version, step }: Pick<RotationRecord, "secret" | "version" | "step">, attempt: number): string {
	const [, region, account, name] = /^arn:[^:]+:secretsmanager:([a-z0-9-]+):(\d{12}):secret:(.+)$/.exec(secret) ?? [];
	if (name === undefined) throw new Error("The secret is named by no ARN.");
	// The six characters at the end of an ARN keep names apart that differ only in what is replaced.
	const safe = name.replace(/[^A-Za-z0-9_.@+=-]/g, "-");
	return `${rotationRecords}${account}/${region}/${safe}/${version.replace(/[^A-Za-z0-9-]/g, "-")}/${step}${attempt === 1 ? "" : `-${attempt}`}.json`;
}

/** Secrets Manager tries a step five times; more than this nobody needs to read. */
const mostAttempts = 20;

/** Writes a record, once: a step that is tried again leaves another one beside it. Gives its key. */
export async function keepRotationRecord(evidence: Pick<ObjectStore, "put">, record: RotationRecord): Promise<string> {
	const body = Buffer.from(`${JSON.stringify(record, undefined, "\t")}\n`);
	for (let attempt = 1; attempt <= mostAttempts; attempt++) {
		const key = rotationRecordKey(record, attempt);
		if (await evidence.put(key, body, "application/json", { absent: true })) return key;
	}
	throw new Error(`The step has ${mostAttempts} records already.`);
}
