import { ConfigError } from "../../core/errors.ts";
import { indexFrameworks } from "../../core/framework.ts";
import { services } from "../../core/kinds.ts";
import type { AnyRule } from "../../core/rule.ts";
import { selectRules } from "../../core/select.ts";
import { type Severity, severities, severityRank } from "../../core/severity.ts";
import { frameworks } from "../../frameworks/index.ts";
import { paint } from "../../reports/paint.ts";
import { rules as catalogue } from "../../rules/index.ts";
import { suggestion } from "../../runtime/suggestion.ts";
import { parseArguments } from "../arguments.ts";
import { type Command, wrap } from "../help.ts";
import { colours, type Terminal, write } from "../terminal.ts";

const options = {
	service: { type: "list", value: "NAME", help: "Only rules about this service.", allowed: services },
	framework: {
		type: "list",
		value: "ID",
		help: "Only rules that serve this framework.",
		allowed: frameworks.map((framework) => framework.id),
	},
	severity: { type: "string", value: "LEVEL", help: "Only rules of this severity and worse.", allowed: severities },
	format: { type: "string", value: "FORMAT", help: "text (default) or json.", allowed: ["text", "json"] },
} as const;

const index = indexFrameworks(frameworks);

/** `parapet rules list|show`. */
export const rules: Command = {
	name: "rules",
	summary: "List the rules, or explain one",
	usage: ["rules list [options]", "rules show ID [--format json]"],
	about:
		"Every rule is one question about one kind of resource. `list` gives id, severity and title; `show` gives risk, recommendation, parameters that the configuration may set, the frameworks that it serves and the equivalents in other tools.",
	options,
	examples: [
		["what is checked about EKS", "parapet rules list --service eks"],
		["for scripts: id, title, severity, resource kind, related, frameworks, parameters", "parapet rules list --format json"],
		["one rule, explained", "parapet rules show rds-instance-not-public"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "rules");
		const [action = "list", id, ...surplus] = positionals;
		if (surplus.length > 0 || (action === "list" && id))
			throw new ConfigError(`Unexpected argument "${surplus[0] ?? id}". See: parapet rules --help`);
		if (action === "list") return list(values, terminal);
		if (action !== "show")
			throw new ConfigError(`Unknown action "${action}"${suggestion(action, ["list", "show"]) || "."} See: parapet rules --help`);
		if (!id) throw new ConfigError("Name the rule: parapet rules show ID. The ids are in: parapet rules list");
		return show(id, values.format, terminal);
	},
};

async function list(values: ReturnType<typeof parseArguments<typeof options>>["values"], terminal: Terminal): Promise<number> {
	const known: readonly AnyRule[] = catalogue;
	const everything = known.filter((rule) => rule.optIn).map((rule) => rule.id);
	const chosen = selectRules(known, index, {
		services: values.service,
		frameworks: values.framework,
		severity: values.severity as Severity | undefined,
		enabled: everything,
	});
	if (values.format === "json") {
		await write(terminal.stdout, [`${JSON.stringify(chosen.map(describe), null, 2)}\n`]);
		return 0;
	}
	const { severity } = paint(colours(terminal.stdout, terminal.environment));
	const idWidth = Math.max(0, ...chosen.map((rule) => rule.id.length));
	const lines = chosen
		.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity) || (a.id < b.id ? -1 : 1))
		.map(
			(rule) =>
				`${severity(rule.severity, rule.severity.padEnd(13))} ${rule.id.padEnd(idWidth)}  ${rule.title}${rule.optIn ? " (opt-in)" : ""}\n`,
		);
	await write(terminal.stdout, [...lines, `\n${chosen.length} rules. Explain one with: parapet rules show ID\n`]);
	return 0;
}

async function show(id: string, format: string | undefined, terminal: Terminal): Promise<number> {
	const known: readonly AnyRule[] = catalogue;
	const rule = known.find((candidate) => candidate.id === id);
	if (!rule) {
		const ids = known.map((candidate) => candidate.id);
		const equivalents = known.filter((candidate) => Object.values(candidate.related).flat().includes(id));
		if (equivalents.length > 0)
			throw new ConfigError(`"${id}" is another tool's check; the equivalents are: ${equivalents.map((each) => each.id).join(", ")}.`);
		throw new ConfigError(`There is no rule "${id}"${suggestion(id, ids) || "."} The ids are in: parapet rules list`);
	}
	if (format === "json") {
		await write(terminal.stdout, [`${JSON.stringify(describe(rule), null, 2)}\n`]);
		return 0;
	}
	const { bold, severity } = paint(colours(terminal.stdout, terminal.environment));
	const section = (title: string, lines: readonly string[]) =>
		lines.length > 0 ? [bold(title), ...lines.map((line) => wrap(line, 78, "  ")), ""] : [];
	const parameters = Object.entries(rule.parameters).map(
		([name, parameter]) => `${name} (${parameter.type}, default ${JSON.stringify(parameter.default)}): ${parameter.description}`,
	);
	const text = [
		bold(rule.title),
		`${rule.id}  ${severity(rule.severity, rule.severity)}  ${rule.resource}${rule.optIn ? "  opt-in" : ""}`,
		"",
		...section("Risk", [rule.risk]),
		...section("Recommendation", [rule.recommendation]),
		...section("Parameters", parameters),
		...section(
			"Frameworks",
			Object.entries(index.get(rule.id) ?? {}).map(([framework, ids]) => `${framework}: ${ids.join(", ")}`),
		),
		...section(
			"Related",
			Object.entries(rule.related).map(([tool, ids]) => `${tool}: ${ids.join(", ")}`),
		),
		...section("Links", rule.links ?? []),
	];
	await write(terminal.stdout, [text.join("\n")]);
	return 0;
}

const describe = (rule: AnyRule) => ({
	id: rule.id,
	title: rule.title,
	severity: rule.severity,
	resource: rule.resource,
	optIn: rule.optIn ?? false,
	risk: rule.risk,
	recommendation: rule.recommendation,
	links: rule.links ?? [],
	related: rule.related,
	frameworks: index.get(rule.id) ?? {},
	parameters: rule.parameters,
});
