import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { application } from "./application.ts";
import { coldStart } from "./cold-start.ts";
import { emulated } from "./emulated.ts";
import { evaluate } from "./evaluate.ts";
import { growth } from "./growth.ts";
import { command, repository } from "./measure.ts";
import { policies } from "./policies.ts";
import { prowlerVersion } from "./prowler.ts";
import { recorded } from "./recorded.ts";
import { rotation } from "./rotation.ts";
import { markdown, megabytes, type Section } from "./section.ts";
import { startup } from "./startup.ts";

/** npm run bench -- [evaluate policies startup prowler recorded growth rotation application cold-start] [--runs N] [--write]: prints Markdown; --write puts it into docs/benchmarks.md, that of `application` into docs/operations.md. */
const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { runs: { type: "string", default: "3" }, write: { type: "boolean", default: false } },
});
const runs = Number(values.runs);
const sections: Readonly<Record<string, () => Promise<Section>>> = {
	evaluate,
	policies,
	startup,
	prowler: () => emulated(runs),
	recorded: () => recorded(runs),
	growth: () => growth(runs),
	rotation,
	application,
	"cold-start": () => coldStart(runs),
};
const names = positionals.length > 0 ? positionals : Object.keys(sections);
const unknown = names.filter((name) => !(name in sections));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(", ")}. There are: ${Object.keys(sections).join(", ")}`);
if (!(Number.isInteger(runs) && runs > 0)) throw new Error("--runs must be a whole number from 1.");

await command(process.execPath, [join(repository, "scripts", "build.ts")]);
const text: Record<string, string> = {};
for (const name of names) {
	const section = await sections[name]?.();
	if (!section) continue;
	text[name] = `${markdown(section)}\n\n${await machine()}`;
	console.log(`${text[name]}\n`);
}
if (values.write) await put(text);

/** Where and with what this was measured. */
async function machine(): Promise<string> {
	const version = await prowlerVersion();
	const python = (await command("python3", ["--version"])).trim();
	const moto = (await command("python3", ["-c", "import moto; print(moto.__version__)"]).catch(() => "in its own venv")).trim();
	const load = (await readFile("/proc/loadavg", "utf8").catch(() => "unknown")).split(" ")[0];
	const [first] = cpus();
	return `Measured ${new Date().toISOString().slice(0, 16)}Z; ${cpus().length} x ${first?.model ?? "unknown CPU"}, ${megabytes(totalmem() / 1_048_576)}, ${process.platform} ${process.arch}, load ${load} at the end; Node ${process.versions.node}, ${python}, moto ${moto}, Prowler ${version}.`;
}

/** Replaces the marked block of each section in docs/benchmarks.md. */
async function put(blocks: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, block] of Object.entries(blocks)) {
		const path = join(repository, "docs", name === "application" ? "operations.md" : "benchmarks.md");
		const page = await readFile(path, "utf8");
		const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
		const [from, to] = [page.indexOf(start), page.indexOf(end)];
		if (from < 0 || to < from) throw new Error(`${path} lacks ${start} … ${end}.`);
		await writeFile(path, `${page.slice(0, from)}${start}\n\n${block}\n\n${page.slice(to)}`);
	}
}
