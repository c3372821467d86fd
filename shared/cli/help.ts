import type { Option, Options } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** A command of the command line. */
export interface Command {
	readonly name: string;
	readonly summary: string;
	/** Lines after `parapet `. */
	readonly usage: readonly string[];
	/** A paragraph or two. */
	readonly about: string;
	readonly options: Options;
	/** Titles of groups, by the first option of each; without them all stand under "Options". */
	readonly groups?: Readonly<Record<string, string>>;
	/** What it does, and the line after `$ `. */
	readonly examples: readonly (readonly [string, string])[];
	/** The exit code. */
	run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The page that `parapet --help` shows. */
export const overview = (): string => `Parapet: database security posture for AWS.

Usage: parapet COMMAND [options]

Commands
  scan          scan accounts and regions, judge, report     parapet scan --region eu-west-1
  report        render a snapshot in another format          parapet report SNAPSHOT --format html
  diff          what changed between two snapshots           parapet diff OLD NEW
  snapshots     list what was published to S3                parapet snapshots list s3://BUCKET/PREFIX
  alert         tell Slack, SNS and others what changed      parapet alert send OLD NEW
  remediate     plan, apply and take back repairs            parapet remediate plan --snapshot FILE
  rules         list and explain the rules                   parapet rules show ID
  frameworks    which requirements are assessed, by what     parapet frameworks show soc2
  policy        write, build and test policies in Rego       parapet policy new NAME
  suppressions  check a file, or convert a Prowler mutelist  parapet suppressions check FILE
  deploy        check the serverless application            parapet deploy check
  rotate        database passwords: status, test, repair   parapet rotate status --secret ARN
  permissions   print the rights that a scan needs           parapet permissions
  help COMMAND  everything about a command

First steps
  parapet scan                    the current credentials' account, in the current region
  parapet scan --all-regions      every region that the account has enabled
  parapet scan --database URL     the inside of a database, without AWS
  parapet scan --cluster NAME     the inside of an EKS cluster
  parapet rules list              what is checked

Exit codes: 0 nothing fails, 1 could not run, 2 incomplete, 3 something fails.
`;

/** The page that \`parapet COMMAND --help\` shows. */
export function commandHelp(command: Command): string {
	const { groups = {} } = command;
	const rows = Object.entries(command.options).map(([name, option], index) => {
		const title = groups[name] ?? (index === 0 ? "Options" : undefined);
		return [flag(name, option), option, title === undefined ? [] : ["", title]] as const;
	});
	const column = Math.min(28, Math.max(0, ...rows.map(([text]) => text.length)) + 2);
	return [
		`${command.summary}.`,
		"",
		...command.usage.map((line, index) => `${index === 0 ? "Usage:" : "      "} parapet ${line}`),
		"",
		wrap(command.about, 80, ""),
		...rows.flatMap(([text, option, title]) => [...title, optionHelp(text, option, column)]),
		"",
		"Examples",
		...command.examples.flatMap(([what, line]) => [`  # ${what}`, `  ${line}`]),
		"",
	].join("\n");
}

const flag = (name: string, option: Option): string =>
	`${option.short ? `-${option.short}, ` : ""}--${name}${option.type === "boolean" ? "" : ` ${option.value ?? "VALUE"}${option.type === "list" ? "…" : ""}`}`;

function optionHelp(text: string, option: Option, column: number): string {
	const allowed = option.allowed && option.allowed.length <= 12 ? ` One of: ${option.allowed.join(", ")}.` : "";
	const lines = wrap(`${option.help}${allowed}`, 80 - column - 2, " ".repeat(column + 2)).trimStart();
	return text.length + 2 > column ? `  ${text}\n${" ".repeat(column + 2)}${lines}` : `  ${text.padEnd(column)}${lines}`;
}

/** Breaks text into lines of at most `limit` characters, each with the indent. Paragraphs stay apart. */
export function wrap(text: string, limit: number, indent: string): string {
	return text
		.split("\n")
		.map((paragraph) => {
			const lines: string[] = [];
			let line = "";
			for (const word of paragraph.split(" ")) {
				if (line && line.length + 1 + word.length > limit) {
					lines.push(line);
					line = word;
				} else line = line ? `${line} ${word}` : word;
			}
			return [...lines, line].map((each) => indent + each).join("\n");
		})
		.join("\n");
}
