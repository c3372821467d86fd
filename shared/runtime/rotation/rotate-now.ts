import { randomUUID } from "node:crypto";
import { RotateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import type { StepResult, Strategy } from "../../rotation/common.ts";
import { type SecretDescription, stepNames } from "../../rotation/effects.ts";
import { carries, currentLabel, pendingLabel, versionWith } from "../../rotation/labels.ts";
import type { RotationParts, SecretStore } from "../../rotation/ports.ts";
import { called, isError } from "./failure.ts";
import { timedStep } from "./timed-step.ts";

/** How a rotation ended. `unfinished`: it is still under way, or given up. */
export interface Rotated {
	readonly outcome: "rotated" | "failed" | "unfinished";
	readonly version: string;
	readonly detail: string;
}

interface Waiting {
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
	/** Milliseconds to wait for the function. */
	readonly patience: number;
	readonly progress: (what: string) => void;
}

/** Has Secrets Manager rotate, by the function that is set, and waits for the end. A rotation that was not finished is taken up again. */
export async function rotateByFunction(
	caller: AwsCaller,
	store: Pick<SecretStore, "describe">,
	secret: string,
	{ now, sleep, patience, progress }: Waiting,
): Promise<Rotated> {
	const started = await called(caller, "secretsmanager", new RotateSecretCommand({ SecretId: secret }), (unread) =>
		// "A previous rotation isn't complete. That rotation will be reattempted."
		isError(unread, "InvalidRequestException") && /previous rotation/i.test(unread.message) ? ("again" as const) : undefined,
	);
	const first = await store.describe(secret);
	const version = started === "again" ? versionWith(first, pendingLabel) : started.VersionId;
	if (version === undefined) return { outcome: "failed", version: "", detail: "Secrets Manager named no version." };
	progress(started === "again" ? `the rotation to ${version} is tried again` : `rotating to version ${version}`);
	const end = now() + patience;
	for (let description = first; ; description = await store.describe(secret)) {
		const isPending = carries(description, version, pendingLabel);
		if (carries(description, version, currentLabel)) return { outcome: "rotated", version, detail: `Version ${version} is current.` };
		if (!isPending)
			return {
				outcome: "failed",
				version,
				detail: `Version ${version} is not pending any more and never became current: its rotation was given up. The log of the function says why.`,
			};
		if (now() >= end)
			return {
				outcome: "unfinished",
				version,
				detail: `Version ${version} is still pending after ${Math.round(patience / 1000)} seconds. The log of the function says how far it came; Secrets Manager tries again by itself. See parapet rotate status --secret ${secret}`,
			};
		progress(`version ${version} is pending`);
		await sleep(2_000);
	}
}

/** Rotates from here, without a function: the same steps, in the same order. A version that an earlier rotation left pending is gone on with. */
export async function rotateHere(
	secret: string,
	strategy: Strategy,
	parts: RotationParts,
	did: (result: StepResult) => void,
): Promise<Rotated> {
	const description = await parts.secrets.describe(secret);
	const left = versionWith(description, pendingLabel);
	const version = left !== undefined && left !== versionWith(description, currentLabel) ? left : randomUUID();
	const acting = { ...parts, secrets: begun(parts.secrets, secret, version) };
	// Nobody ends this process after a time.
	const remaining = () => Number.POSITIVE_INFINITY;
	for (const step of stepNames) did(await timedStep({ step, secret, token: version, strategy }, acting, { remaining }));
	return { outcome: "rotated", version, detail: `Version ${version} is current.` };
}

/** The store as steps see it after RotateSecret, which marks a version before it has a value: without a function that call is refused. */
const begun = (store: SecretStore, own: string, token: string): SecretStore => ({
	...store,
	async describe(secret): Promise<SecretDescription> {
		const description = await store.describe(secret);
		if (secret !== own) return description;
		const labels = description.labels.has(token) ? description.labels : new Map([...description.labels, [token, [pendingLabel]]]);
		return { ...description, rotationEnabled: true, labels };
	},
});
