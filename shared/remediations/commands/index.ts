import type { AwsCommand } from "../../aws/caller.ts";
import type { ApiCall, JsonObject } from "../action.ts";
import { cloudtrailCommands } from "./cloudtrail.ts";
import { ec2Commands } from "./ec2.ts";
import { eksCommands } from "./eks.ts";
import { kmsCommands } from "./kms.ts";
import { logsCommands } from "./logs.ts";
import { rdsCommands } from "./rds.ts";
import { rdsParameterCommands } from "./rds-parameters.ts";
import { secretsmanagerCommands } from "./secretsmanager.ts";

/** Every API that a repair may change anything with: what is not here cannot be called. */
export const commands: Readonly<Record<string, (input: JsonObject) => AwsCommand<object>>> = {
	...rdsCommands,
	...rdsParameterCommands,
	...ec2Commands,
	...kmsCommands,
	...secretsmanagerCommands,
	...eksCommands,
	...logsCommands,
	...cloudtrailCommands,
};

/** The command of a call; throws for an API that no repair declares. */
export function commandOf({ api, input }: ApiCall): AwsCommand<object> {
	const make = Object.hasOwn(commands, api) ? commands[api] : undefined;
	if (!make) throw new Error(`${api} is no call that a repair makes.`);
	return make(input);
}
