import { StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in CloudTrail; no trail is ever stopped. */
export const cloudtrailCommands = {
	"cloudtrail:StartLogging": (input: JsonObject) => new StartLoggingCommand(input as never),
} as const;
