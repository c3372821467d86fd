import { AssociateKmsKeyCommand, DisassociateKmsKeyCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in CloudWatch Logs. */
export const logsCommands = {
	"logs:AssociateKmsKey": (input: JsonObject) => new AssociateKmsKeyCommand(input as never),
	"logs:DisassociateKmsKey": (input: JsonObject) => new DisassociateKmsKeyCommand(input as never),
	"logs:PutRetentionPolicy": (input: JsonObject) => new PutRetentionPolicyCommand(input as never),
} as const;
