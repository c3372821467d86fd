import { reported } from "../../../core/observed.ts";
import type { KmsKey } from "../../../core/resources/index.ts";

/** Why KMS cannot rotate the key by itself, as a sentence; undefined when it can. */
export function rotatable(key: KmsKey): string | undefined {
	if (key.state !== "Enabled") return `${key.name} is ${key.state} and does not rotate in that state.`;
	const spec = reported(key.spec, "KeySpec");
	if (spec !== "SYMMETRIC_DEFAULT") return `${key.name} is a ${spec} key; KMS rotates only symmetric encryption keys.`;
	const origin = reported(key.origin, "Origin");
	return origin === "AWS_KMS" ? undefined : `The material of ${key.name} comes from ${origin}; KMS rotates only its own.`;
}
