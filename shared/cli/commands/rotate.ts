import { ConfigError } from "../../core/errors.ts";
import { parseArguments, type Values } from "../arguments.ts";
import type { Command } from "../help.ts";
import type { Terminal } from "../terminal.ts";

const options = {
	secret: { type: "string", value: "ARN", help: "The database user's secret in Secrets Manager." },
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files." },
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file, of which deploy.rotation counts. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory, if there is one.",
	},
	format: { type: "string", value: "FORMAT", help: "text (default) or json.", allowed: ["text", "json"] },
	local: { type: "boolean", help: "now: do the steps from here, for a secret without a rotation function." },
	timeout: {
		type: "string",
		value: "SECONDS",
		help: "now, consumers: how long to wait for the function (default: 300), or for a cluster (default: 600).",
	},
	kubeconfig: { type: "string", value: "FILE", help: "consumers: kubeconfig of the clusters. Default: that of kubectl." },
	context: { type: "list", value: "NAME", help: "consumers: a context of it, instead of the current one." },
	namespace: { type: "list", value: "NAME", help: "consumers: only this namespace." },
	apply: { type: "boolean", help: "repair: do what was found. Without it nothing is changed." },
} as const;

/** What the options of the command say. */
export type RotateValues = Values<typeof options>;

const actions: Readonly<Record<string, (secret: string, values: RotateValues, terminal: Terminal) => Promise<number>>> = {
	status: async (...all) => (await import("./rotate/status.ts")).runStatus(...all),
	test: async (...all) => (await import("./rotate/test.ts")).runTest(...all),
	now: async (...all) => (await import("./rotate/now.ts")).runNow(...all),
	repair: async (...all) => (await import("./rotate/repair.ts")).runRepair(...all),
	consumers: async (...all) => (await import("./rotate/consumers.ts")).runConsumers(...all),
};

/** `parapet rotate status|test|now|repair|consumers`. */
export const rotate: Command = {
	name: "rotate",
	summary: "Look after the rotation of a database password",
	usage: [
		"rotate status --secret ARN [--format json]",
		"rotate test --secret ARN [--format json]",
		"rotate now --secret ARN [--local] [--timeout SECONDS]",
		"rotate repair --secret ARN [--apply]",
		"rotate consumers --secret ARN [--kubeconfig FILE] [--context NAME] [--namespace NAME]",
	],
	about:
		"status says in plain words how the rotation of a secret stands: when it was, when it is next, whether it is overdue or stuck. test tries from here everything that a rotation rests on, against the real database, and changes nothing. now rotates, and waits for the end. repair tries every version that has a label at the database and puts the labels right, or says exactly what a person must do; it changes nothing without --apply. consumers takes Kubernetes along: it has External Secrets refresh, waits until Secrets hold the current version, and rolls the workloads annotated with parapet.dev/roll-on-rotation. No command shows a password. See docs/rotation.md.\n\nExit codes: 0 all is well; 3 something fails, or is to be repaired; 2 nothing fails, but something is not known; 1 it could not run.",
	options,
	examples: [
		["how does it stand", "parapet rotate status --secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf"],
		["would a rotation work", "parapet rotate test --secret ARN"],
		["what would a repair do", "parapet rotate repair --secret ARN"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "rotate");
		const [name = "", surplus] = positionals;
		const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
		if (!action || surplus !== undefined)
			throw new ConfigError("Say what to do: parapet rotate status, test, now, repair or consumers. See: parapet rotate --help");
		if (values.secret === undefined) throw new ConfigError(`parapet rotate ${name} needs the secret: --secret ARN.`);
		for (const [option, of] of [
			["local", "now"],
			["timeout", "now consumers"],
			["apply", "repair"],
			["kubeconfig", "consumers"],
			["context", "consumers"],
			["namespace", "consumers"],
		] as const)
			if (values[option] !== undefined && !of.split(" ").includes(name))
				throw new ConfigError(`--${option} is for rotate ${of.replace(" ", " and ")}.`);
		return action(values.secret, values, terminal);
	},
};
