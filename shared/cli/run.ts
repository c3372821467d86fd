import { ConfigError } from "../core/errors.ts";
import { suggestion } from "../runtime/suggestion.ts";
import { version } from "../runtime/version.ts";
import { type Command, commandHelp, overview } from "./help.ts";
import { colours, type Terminal, write } from "./terminal.ts";

/** Exit codes, the same for every command. */
export const exitCodes = { passed: 0, couldNotRun: 1, incomplete: 2, failed: 3 } as const;

/** Commands by name; each module is loaded only when it is used, so that `rules list` starts no AWS client. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
	scan: async () => (await import("./commands/scan.ts")).scan,
	report: async () => (await import("./commands/report.ts")).report,
	snapshots: async () => (await import("./commands/snapshots.ts")).snapshots,
	diff: async () => (await import("./commands/diff.ts")).diff,
	alert: async () => (await import("./commands/alert.ts")).alert,
	rules: async () => (await import("./commands/rules.ts")).rules,
	frameworks: async () => (await import("./commands/frameworks.ts")).frameworks,
	remediate: async () => (await import("./commands/remediate.ts")).remediate,
	policy: async () => (await import("./commands/policy.ts")).policy,
	suppressions: async () => (await import("./commands/suppressions.ts")).suppressions,
	deploy: async () => (await import("./commands/deploy.ts")).deploy,
	rotate: async () => (await import("./commands/rotate.ts")).rotate,
	permissions: async () => (await import("./commands/permissions.ts")).permissions,
};

/** Runs the command line and gives its exit code; never throws. `arguments_` without the program's name. */
export async function run(arguments_: readonly string[], terminal: Terminal): Promise<number> {
	const [name, ...rest] = arguments_;
	try {
		if (name === undefined || name === "help" || name === "--help" || name === "-h") {
			const topic = name === "help" ? rest[0] : undefined;
			await write(terminal.stdout, [topic ? commandHelp(await load(topic)) : overview()]);
			return name === undefined ? exitCodes.couldNotRun : exitCodes.passed;
		}
		if (name === "--version" || name === "-V" || name === "version") {
			await write(terminal.stdout, [`${version}\n`]);
			return exitCodes.passed;
		}
		const command = await load(name);
		if (rest.includes("--help") || rest.includes("-h")) {
			await write(terminal.stdout, [commandHelp(command)]);
			return exitCodes.passed;
		}
		return await command.run(rest, terminal);
	} catch (error) {
		await write(terminal.stderr, [`${explain(error, terminal)}\n`]);
		return exitCodes.couldNotRun;
	}
}

async function load(name: string): Promise<Command> {
	const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (!command) throw new ConfigError(`Unknown command "${name}"${suggestion(name, Object.keys(commands)) || "."} See: parapet --help`);
	return command();
}

function explain(error: unknown, { stderr, environment }: Terminal): string {
	const label = colours(stderr, environment) ? "\u001b[31merror\u001b[0m" : "error";
	if (error instanceof ConfigError) return [`${label}: ${error.message}`, ...error.problems.map((problem) => `  ${problem}`)].join("\n");
	const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return `${label}: unexpected failure, please report it with this text:\n${detail}`;
}
