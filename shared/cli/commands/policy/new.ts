import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../../../core/errors.ts";
import type { ResourceKind } from "../../../core/kinds.ts";
import { printable } from "../../../reports/text.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";
import { policyTemplate, readme, testTemplate } from "./templates.ts";

/** Words that Rego keeps for itself. */
const reserved = new Set("as contains data default else every false if import in input not null package some true with".split(" "));

/** Writes a commented policy with its test; never over a file that exists, apart from a README, which is left alone. */
export async function newPolicy(
	{ values, positionals: [name, directory = "policies"] }: PolicyArguments,
	terminal: Terminal,
): Promise<number> {
	if (!name) throw new ConfigError("Name the policy as a package of your own: parapet policy new acme.tls");
	const path = packageOf(name);
	const kind = (values.kind ?? "database.Connection") as ResourceKind;
	const [policy, test] = [join(directory, `${path.join("_")}.rego`), join(directory, `${path.join("_")}_test.rego`)];
	await mkdir(directory, { recursive: true }).catch((cause: Error) => {
		throw new ConfigError(`Cannot make ${directory}: ${cause.message}.`, { cause });
	});
	await create(policy, policyTemplate(path, kind));
	await create(test, testTemplate(path, kind));
	await writeFile(join(directory, "README.md"), readme(directory), { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== "EEXIST") throw error;
	});
	await write(terminal.stdout, [
		`${[policy, test].map(printable).join("\n")}\n\nChange them, then:\n  parapet policy test ${printable(directory)}\n  parapet policy build ${printable(directory)} -o bundle.tar.gz\n  parapet scan --policy bundle.tar.gz\n`,
	]);
	return 0;
}

function packageOf(name: string): string[] {
	const parts = name.split(/[./]/);
	const wrong = parts.find((part) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(part) || reserved.has(part));
	if (wrong === undefined) {
		if (parts.at(-1)?.endsWith("_test")) throw new ConfigError(`"${name}" would be the test of a policy: names end in _test for those.`);
		return parts;
	}
	const better = parts.map((part) => part.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d|$)/, "_")).join(".");
	const hint = better !== name && !better.split(".").some((part) => reserved.has(part)) ? ` For example: ${better}` : "";
	throw new ConfigError(
		reserved.has(wrong)
			? `"${wrong}" is a word of Rego and cannot name a package.`
			: `"${name}" is no name of a package: letters, digits and _ between dots.${hint}`,
	);
}

async function create(path: string, text: string): Promise<void> {
	try {
		await writeFile(path, text, { flag: "wx" });
	} catch (cause) {
		const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
		throw new ConfigError(exists ? `${path} exists already.` : `Cannot write ${path}: ${(cause as Error).message}.`, { cause });
	}
}
