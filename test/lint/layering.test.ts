import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const fixtures = "test/fixtures/layering";

interface Diagnostic {
	readonly category: string;
	readonly location: { readonly path: string | { file: string }; readonly start?: { line: number } };
}

/** The linter as `npm run lint` runs it, on a tree that breaks every rule of the layering once. */
async function lint(directory: string): Promise<Set<string>> {
	const output = await new Promise<string>((done) =>
		execFile(
			resolve("node_modules/.bin/biome"),
			["lint", "--reporter=json", "--max-diagnostics=200", "."],
			{ cwd: directory, maxBuffer: 1e8 },
			(_, stdout) => done(stdout),
		),
	);
	const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
	return new Set(
		diagnostics.map(({ category, location }) => {
			const path = typeof location.path === "string" ? location.path : location.path.file;
			return `${path.replace(/^\.\//, "")}:${location.start?.line} ${category.split("/").at(-1)}`;
		}),
	);
}

describe("the layering gates", async () => {
	let directory: string;
	let found: Set<string>;
	const files = (await readdir(fixtures, { recursive: true })).filter((path) => path.endsWith(".ts"));
	const expected: string[] = [];
	for (const file of files) {
		const lines = (await readFile(join(fixtures, file), "utf8")).split("\n");
		for (const [index, line] of lines.entries()) {
			for (const rule of line.split(" // ")[1]?.split(" ") ?? []) expected.push(`${file}:${index + 1} ${rule}`);
		}
	}

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "parapet-layering-"));
		await cp(fixtures, directory, { recursive: true });
		await cp("biome.json", join(directory, "biome.json"));
		await cp("scripts/lint", join(directory, "scripts/lint"), { recursive: true });
		await symlink(resolve("node_modules"), join(directory, "node_modules"));
		found = await lint(directory);
	});
	afterAll(() => rm(directory, { recursive: true, force: true }));

	it.each(expected)("bites at %s", (violation) => {
		expect([...found]).toContain(violation);
	});

	it("finds nothing but the planted violations", () => {
		const layering = [...found].filter((entry) => /noRestrictedImports|noImportCycles|noProcessEnv|noRestrictedGlobals|plugin/.test(entry));
		expect(layering.sort()).toEqual([...new Set(expected)].sort());
	});
});
