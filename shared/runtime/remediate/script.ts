import { printable } from "../../core/printable.ts";
import type { ApiCall } from "../../remediations/action.ts";
import type { Preview } from "./preview.ts";

/** Plans as a shell script of AWS CLI commands, for whoever would rather run them by hand. Everything from AWS is quoted, and stands for nothing else. */
export function* scriptOf(previews: readonly Preview[]): Generator<string> {
	yield "#!/bin/sh\n# Plans of parapet remediate. Read them before you run them: nothing here looks at the resources again.\nset -eu\n";
	for (const { action, title, target, plan, hash } of previews) {
		if (!plan) continue;
		yield `\n${comment(`${action}: ${title}`)}${comment(`${target.arn} (${target.account}/${target.region}), plan ${hash}`)}`;
		yield comment(`risk: ${plan.risk}; downtime: ${plan.downtime}`);
		for (const note of plan.notes) yield comment(note);
		for (const call of plan.calls) yield command(call, target.region);
		if ("irreversible" in plan.inverse) yield comment(`There is no way back: ${plan.inverse.irreversible}`);
		else {
			yield comment("The way back:");
			for (const call of plan.inverse) yield command(call, target.region).replace(/^(?!#)(?=.)/gm, "# ");
		}
		for (const [tool, hint] of Object.entries(plan.hints)) yield comment(`${tool}: ${hint}`);
	}
}

/** The command of the AWS CLI for a call. */
export function command({ api, input, does, afterSettling }: ApiCall, region: string): string {
	const [service = "", operation = ""] = api.split(":");
	const waiting = afterSettling ? comment("once the resource takes changes again:") : "";
	return `${comment(does)}${waiting}aws ${service} ${kebab(operation)} --region ${quoted(region)} --cli-input-json ${quoted(JSON.stringify(input))}\n`;
}

/** The AWS CLI's own way from the names of operations to those of its commands. */
const kebab = (name: string): string =>
	name
		.replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
		.replace(/([a-z0-9])([A-Z])/g, "$1-$2")
		.toLowerCase();

/** One word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Lines of a comment: line breaks end none of them early. */
const comment = (text: string): string =>
	`${text
		.split("\n")
		.map((line) => `# ${printable(line)}`)
		.join("\n")}\n`;
