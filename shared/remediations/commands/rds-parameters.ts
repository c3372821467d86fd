import {
	ModifyDBClusterParameterGroupCommand,
	ModifyDBParameterGroupCommand,
	ResetDBClusterParameterGroupCommand,
	ResetDBParameterGroupCommand,
} from "@aws-sdk/client-rds";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in parameter groups of RDS. */
export const rdsParameterCommands = {
	"rds:ModifyDBClusterParameterGroup": (input: JsonObject) => new ModifyDBClusterParameterGroupCommand(input as never),
	"rds:ModifyDBParameterGroup": (input: JsonObject) => new ModifyDBParameterGroupCommand(input as never),
	"rds:ResetDBClusterParameterGroup": (input: JsonObject) => new ResetDBClusterParameterGroupCommand(input as never),
	"rds:ResetDBParameterGroup": (input: JsonObject) => new ResetDBParameterGroupCommand(input as never),
} as const;
