import { ConfigError } from "../../core/errors.ts";
import { parseArguments, type Values } from "../arguments.ts";
import type { Command } from "../help.ts";

const options = {
	snapshot: {
		type: "string",
		value: "FILE",
		help: "The snapshot whose failing findings are to be repaired: a file, or an s3:// address as for parapet report.",
	},
	finding: { type: "list", value: "UID", help: "Only these findings of the snapshot; may be repeated." },
	rule: { type: "list", value: "RULE", help: "Only findings of these rules; patterns such as rds-instance-* may be used." },
	resource: { type: "list", value: "NAME", help: "Only these resources: name, ARN or pattern.", whole: true },
	action: { type: "list", value: "ACTION", help: "Only these repairs (parapet remediate actions); patterns may be used." },
	format: {
		type: "string",
		value: "FORMAT",
		help: "table (default) or json; plan also: script, the commands of the AWS CLI for running them by hand.",
		allowed: ["table", "json", "script"],
	},
	plan: { type: "list", value: "HASH", help: "Apply only plans with these hashes, in full or their first 12 characters or more." },
	yes: { type: "boolean", help: "Do not ask; with --plan HASH or a plan file, which say what is agreed to." },
	now: { type: "boolean", help: "At once, also outside of maintenance windows." },
	timeout: { type: "string", value: "MINUTES", help: "How long to wait for what takes its time. Default: 30." },
	open: { type: "boolean", help: "Only attempts that are not over." },
	off: { type: "boolean", help: "End the pause." },
	state: {
		type: "string",
		value: "PLACE",
		help: "Where attempts are kept: a directory or s3://BUCKET/PREFIX. Default: .parapet/remediations.",
	},
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file with remediation:. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory.",
	},
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files." },
} as const;

const groups = { snapshot: "What", format: "How", plan: "apply", open: "status and pause", state: "Where" };

/** What the options of the command say. */
export type RemediateValues = Values<typeof options>;

/** `parapet remediate actions|plan|apply|status|rollback|release|continue|pause`. */
export const remediate: Command = {
	name: "remediate",
	summary: "Plan, apply and take back repairs of what fails",
	usage: [
		"remediate actions [ACTION] [--format json]",
		"remediate plan --snapshot FILE [--finding UID] [--rule RULE] [--resource NAME] [--format json|script]",
		"remediate apply --snapshot FILE [--plan HASH --yes] [--now] | apply PLANFILE [--yes]",
		"remediate status [ID] [--open] [--format json]",
		"remediate rollback ID [--yes]",
		"remediate release ID",
		"remediate continue | pause [--off]",
	],
	about:
		"plan reads each resource afresh and shows what would be done, what it risks, and the way back; it makes only reading calls. apply shows the same, asks, makes the calls and proves the result; what does not come out as it should is taken back. It changes nothing outside of remediation.allow in the configuration file, nothing that is suppressed, and no more than the budget. Each attempt is kept with who, why, before and after: status shows them, and rollback brings exactly the state before back.\n\nrelease lets Parapet repair a resource by itself again after a rollback, or after it stopped because something kept changing it back. continue takes up what waits (a window, the budget of the next hour, a command that was interrupted). pause keeps every repair from beginning. See docs/remediation.md.\n\nExit codes: 0 all that was asked for is done; 3 something was refused or failed; 2 something waits, or could not be read; 1 it could not run. plan: 0, or 2 when something could not be read.",
	options,
	groups,
	examples: [
		["what could be repaired, and how", "parapet remediate plan --snapshot parapet-out/ID"],
		[
			"the plans as a file, looked at, and applied as they are",
			"parapet remediate plan --snapshot S --format json > plan.json; parapet remediate apply plan.json",
		],
		["make one database private", "parapet remediate apply --snapshot S --action rds-instance-private --resource orders"],
		["take it back", "parapet remediate rollback rds-instance-private-3f2a9c1b7d4e"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "remediate");
		const [verb, subject, surplus] = positionals;
		if (surplus !== undefined) throw new ConfigError(`"${surplus}" is too much. See: parapet remediate --help`);
		if (values.format === "script" && verb !== "plan") throw new ConfigError("--format script is for parapet remediate plan.");
		switch (verb) {
			case "actions":
				return (await import("./remediate/actions.ts")).showActions(subject, values, terminal);
			case "plan":
				if (subject !== undefined) throw new ConfigError("Name the snapshot with --snapshot FILE.");
				return (await import("./remediate/plan.ts")).showPlans(values, terminal);
			case "apply":
				return (await import("./remediate/apply.ts")).applyPlans(subject, values, terminal);
			case "status":
				return (await import("./remediate/status.ts")).showStatus(subject, values, terminal);
			case "rollback":
				return (await import("./remediate/back.ts")).takeBack(needed(subject, "rollback"), values, terminal);
			case "release":
				return (await import("./remediate/back.ts")).releaseHeld(needed(subject, "release"), values, terminal);
			case "continue":
				return (await import("./remediate/back.ts")).continueOpen(values, terminal);
			case "pause":
				return (await import("./remediate/back.ts")).pauseAll(values, terminal);
			default:
				throw new ConfigError(
					"Say what to do: parapet remediate actions, plan, apply, status, rollback, release, continue or pause. See: parapet remediate --help",
				);
		}
	},
};

function needed(id: string | undefined, verb: string): string {
	if (id === undefined) throw new ConfigError(`Name the attempt: parapet remediate ${verb} ID. Which there are: parapet remediate status`);
	return id;
}
