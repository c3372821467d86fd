import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import { ConfigError } from "../../core/errors.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { write } from "../terminal.ts";

const options = { all: { type: "boolean", help: "Also what --role-arn, --organization and inspectLogEvents need." } } as const;

/** `parapet permissions`. */
export const permissions: Command = {
	name: "permissions",
	summary: "Print the IAM policy that a scan needs",
	usage: ["permissions [--all]"],
	about:
		"The policy derives from the calls that the code makes; every action reads, none writes, and no secret value is read. What is denied ends as unknown in the report, so a narrower policy is possible.",
	options,
	examples: [
		[
			"make the policy",
			"parapet permissions > policy.json && aws iam create-policy --policy-name ParapetScan --policy-document file://policy.json",
		],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "permissions");
		if (positionals.length > 0) throw new ConfigError(`Unexpected argument "${positionals[0]}". See: parapet permissions --help`);
		const actions = scanPermissions.filter((action) => values.all || !optionalPermissions.includes(action));
		// Describe and List calls have no resource-level permissions in AWS, hence the wildcard resource.
		const policy = { Version: "2012-10-17", Statement: [{ Sid: "ParapetScan", Effect: "Allow", Action: actions, Resource: "*" }] };
		await write(terminal.stdout, [`${JSON.stringify(policy, null, 2)}\n`]);
		return 0;
	},
};
