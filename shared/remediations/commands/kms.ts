import {
	CancelKeyDeletionCommand,
	DisableKeyCommand,
	DisableKeyRotationCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in KMS; no deletion is among it. */
export const kmsCommands = {
	"kms:CancelKeyDeletion": (input: JsonObject) => new CancelKeyDeletionCommand(input as never),
	"kms:DisableKey": (input: JsonObject) => new DisableKeyCommand(input as never),
	"kms:DisableKeyRotation": (input: JsonObject) => new DisableKeyRotationCommand(input as never),
	"kms:EnableKey": (input: JsonObject) => new EnableKeyCommand(input as never),
	"kms:EnableKeyRotation": (input: JsonObject) => new EnableKeyRotationCommand(input as never),
	"kms:PutKeyPolicy": (input: JsonObject) => new PutKeyPolicyCommand(input as never),
} as const;
