import { ConfigError } from "../../core/errors.ts";
import { frameworks as all } from "../../frameworks/index.ts";
import { paint } from "../../reports/paint.ts";
import { suggestion } from "../../runtime/suggestion.ts";
import { parseArguments } from "../arguments.ts";
import { type Command, wrap } from "../help.ts";
import { colours, write } from "../terminal.ts";

const options = { format: { type: "string", value: "FORMAT", help: "text (default) or json.", allowed: ["text", "json"] } } as const;

/** `parapet frameworks list|show`. */
export const frameworks: Command = {
	name: "frameworks",
	summary: "Show which requirements of a framework are assessed, and by which rules",
	usage: ["frameworks list", "frameworks show ID [--format json]"],
	about: "A requirement that no rule covers is listed with the reason: no report should look as if it had been assessed.",
	options,
	examples: [
		["the frameworks and how much of each is assessed", "parapet frameworks list"],
		["every requirement of PCI DSS", "parapet frameworks show pci-dss"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "frameworks");
		const [action = "list", id] = positionals;
		const { bold, dim, green } = paint(colours(terminal.stdout, terminal.environment));
		const json = values.format === "json";
		if (action === "list") {
			const rows = all.map((framework) => ({
				id: framework.id,
				title: framework.title,
				version: framework.version,
				requirements: framework.requirements.length,
				assessed: framework.requirements.filter((requirement) => requirement.rules.length > 0).length,
			}));
			const lines = rows.map(
				(row) => `${row.id.padEnd(14)}${`${row.assessed} of ${row.requirements} assessed`.padEnd(24)}${row.title} ${row.version}\n`,
			);
			await write(terminal.stdout, json ? [`${JSON.stringify(rows, null, 2)}\n`] : lines);
			return 0;
		}
		if (action !== "show")
			throw new ConfigError(`Unknown action "${action}"${suggestion(action, ["list", "show"]) || "."} See: parapet frameworks --help`);
		const ids = all.map((framework) => framework.id);
		const framework = all.find((candidate) => candidate.id === id);
		if (!framework)
			throw new ConfigError(
				`${id ? `There is no framework "${id}"${suggestion(id, ids) || "."}` : "Name the framework."} Known: ${ids.join(", ")}.`,
			);
		if (json) {
			await write(terminal.stdout, [`${JSON.stringify(framework, null, 2)}\n`]);
			return 0;
		}
		const lines = framework.requirements.flatMap((requirement) => [
			wrap(`${requirement.rules.length > 0 ? green("assessed") : dim("not assessed")}  ${requirement.id}  ${requirement.title}`, 100, ""),
			requirement.rules.length > 0 ? wrap(requirement.rules.join(", "), 74, "    ") : dim(wrap(requirement.unassessed ?? "", 74, "    ")),
		]);
		await write(terminal.stdout, [`${bold(`${framework.title} ${framework.version}`)}\n${framework.source}\n\n${lines.join("\n")}\n`]);
		return 0;
	},
};
