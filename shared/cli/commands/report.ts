import { ConfigError } from "../../core/errors.ts";
import { type FormatName, fileNameOf, formatNames, formats } from "../../reports/index.ts";
import { readSnapshot } from "../../runtime/snapshot-file.ts";
import { writeFileWhole } from "../../sinks/filesystem.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { colours, width, write } from "../terminal.ts";

const options = {
	format: { type: "list", value: "FORMAT", help: "Format to write; the first goes to standard output.", allowed: formatNames },
	schema: { type: "boolean", help: "Print the JSON Schema of the compliance report instead; no snapshot is needed." },
	"output-dir": { type: "string", value: "DIR", help: "Write the formats as files into this directory instead." },
} as const;

/** `parapet report`. */
export const report: Command = {
	name: "report",
	summary: "Render a snapshot in another format",
	usage: ["report SNAPSHOT [--format FORMAT…] [--output-dir DIR]", "report --format compliance --schema"],
	about: `SNAPSHOT is a snapshot.json, the directory of a scan, or s3:// and the address of a published snapshot or pointer. Formats: ${formatNames.map((name) => `${name} (${formats[name].about})`).join(", ")}.`,
	options,
	examples: [
		["the page, from yesterday's scan", "parapet report parapet-out/20260102T030405Z-0a1b2c3d --format html > report.html"],
		[
			"for auditors: who connects to what, per cluster",
			"parapet report snapshot.json --format compliance | jq '.clusters[].database_connections'",
		],
		["the newest published snapshot of a scope", "parapet report s3://acme-parapet/prod/latest/v1/111122223333.eu-west-1.json"],
		["for a spreadsheet", "parapet report snapshot.json --format csv --output-dir reports"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "report");
		const [path, surplus] = positionals;
		if (values.schema) {
			if (path || values.format?.some((name) => name !== "compliance"))
				throw new ConfigError("Only the compliance report has a schema of ours: parapet report --format compliance --schema");
			const { complianceSchema } = await import("../../reports/compliance/schema.ts");
			await write(terminal.stdout, [`${JSON.stringify(complianceSchema, undefined, 2)}\n`]);
			return 0;
		}
		if (!path || surplus) throw new ConfigError("Name one snapshot: parapet report SNAPSHOT --format FORMAT");
		const names = (values.format ?? ["table"]) as FormatName[];
		const [first = "table", second] = names;
		const snapshot = await readSnapshot(path, terminal.environment);
		const style = { colour: colours(terminal.stdout, terminal.environment), width: width(terminal.stdout) };
		const directory = values["output-dir"];
		if (!directory) {
			if (second) throw new ConfigError("Only one format fits standard output; name a directory for more: --output-dir DIR");
			await write(terminal.stdout, (await formats[first].load())(snapshot, style));
			return 0;
		}
		for (const name of names) {
			const written = await writeFileWhole(
				directory,
				fileNameOf(name),
				(await formats[name].load())(snapshot, { ...style, colour: false }),
			);
			await write(terminal.stdout, [`${written}\n`]);
		}
		return 0;
	},
};
