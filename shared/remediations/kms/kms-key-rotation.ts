import { GetKeyRotationStatusCommand } from "@aws-sdk/client-kms";
import { incomplete } from "../../aws/caller.ts";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused, unreadable } from "../decisions.ts";
import { type KeyState, readKey, unchangeable } from "./key-state.ts";

interface RotationState extends KeyState {
	/** Undefined for keys that KMS cannot rotate. */
	readonly rotates?: boolean;
}

export const kmsKeyRotation = defineAction<RotationState>({
	id: "kms-key-rotation",
	title: "Turn on the automatic rotation of a KMS key",
	family: "kms",
	kinds: ["kms.Key"],
	rules: ["kms-key-rotation-enabled"],
	controls: ["KMS.4"],
	level: "auto",
	reads: ["kms:DescribeKey", "kms:GetKeyRotationStatus"],
	writes: ["kms:EnableKeyRotation", "kms:DisableKeyRotation"],
	triggers: ["kms:CreateKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:CancelKeyDeletion"],
	guards: [
		"Only enabled symmetric keys whose material KMS made, outside of custom key stores.",
		"A replica of a multi-Region key rotates with its primary, which is named.",
	],
	downtime: "none",
	reversible: true,
	async read(target, aws) {
		const key = await readKey(target, aws);
		if (!("state" in key) || !canRotate(key.state)) return key;
		const answer = await aws.call("kms", new GetKeyRotationStatusCommand({ KeyId: key.state.arn }));
		if ("unread" in answer) return unreadable(answer, `Key ${target.arn}`);
		const { KeyRotationEnabled: rotates } = answer.value;
		return rotates === undefined
			? { unread: incomplete("kms", "GetKeyRotationStatus", "KeyRotationEnabled") }
			: { state: { ...key.state, rotates } };
	},
	facts: ({ rotates }) => ({ rotates: rotates ?? null }),
	plan(state) {
		const { arn } = state;
		const held = unchangeable(state);
		if (held) return held;
		if (state.rotates) return compliant(`${arn} rotates automatically.`);
		if (state.spec === undefined || state.origin === undefined)
			return refused("unknown", `AWS did not report KeySpec and Origin of ${arn}.`);
		if (state.spec !== "SYMMETRIC_DEFAULT")
			return refused("unsupported", `${arn} is a ${state.spec} key; KMS rotates only symmetric encryption keys.`);
		if (state.origin !== "AWS_KMS")
			return refused("unsupported", `The material of ${arn} comes from ${state.origin}; KMS rotates only its own.`);
		if (state.primary !== undefined) return refused("wrongPlace", `${arn} is a replica: rotation is turned on at ${state.primary}.`);
		if (state.state !== "Enabled") return refused("unsupported", `${arn} is ${state.state}: rotation can be turned on once it is enabled.`);
		if (state.rotates === undefined) return refused("unknown", `Whether ${arn} rotates was not read.`);
		return planned({
			level: "auto",
			calls: [apiCall("kms:EnableKeyRotation", { KeyId: arn }, "Turn on automatic rotation")],
			inverse: [apiCall("kms:DisableKeyRotation", { KeyId: arn }, "Turn off automatic rotation")],
			desired: { rotates: true },
			downtime: "none",
			risk: "low",
			notes: [
				"Nothing is encrypted again: earlier material keeps decrypting, and each of the first two rotations costs a little more a month.",
			],
			hints: {
				terraform: "aws_kms_key: enable_key_rotation = true",
				cloudformation: "AWS::KMS::Key EnableKeyRotation: true",
				sst: "new aws.kms.Key(…, { enableKeyRotation: true })",
			},
		});
	},
});

/** Does KMS tell whether it rotates? It refuses to for others. */
const canRotate = ({ manager, spec, origin, state }: KeyState): boolean =>
	manager === "CUSTOMER" &&
	spec === "SYMMETRIC_DEFAULT" &&
	origin === "AWS_KMS" &&
	state !== "PendingDeletion" &&
	state !== "PendingReplicaDeletion";
