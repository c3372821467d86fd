import {
	CancelRotateSecretCommand,
	DeleteResourcePolicyCommand,
	DeleteSecretCommand,
	PutResourcePolicyCommand,
	RestoreSecretCommand,
	RotateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in Secrets Manager; values are neither read nor written. */
export const secretsmanagerCommands = {
	"secretsmanager:CancelRotateSecret": (input: JsonObject) => new CancelRotateSecretCommand(input as never),
	"secretsmanager:DeleteResourcePolicy": (input: JsonObject) => new DeleteResourcePolicyCommand(input as never),
	"secretsmanager:DeleteSecret": (input: JsonObject) => new DeleteSecretCommand(input as never),
	"secretsmanager:PutResourcePolicy": (input: JsonObject) => new PutResourcePolicyCommand(input as never),
	"secretsmanager:RestoreSecret": (input: JsonObject) => new RestoreSecretCommand(input as never),
	"secretsmanager:RotateSecret": (input: JsonObject) => new RotateSecretCommand(input as never),
} as const;
