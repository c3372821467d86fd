import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runOpa } from "../support/opa/opa.ts";

describe("the opa of the suites", () => {
	let directory: string;
	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "parapet-opa-"));
		await writeFile(join(directory, "p.rego"), 'package p\n\ndeny contains "plaintext" if not input.tls\n');
	});
	afterAll(() => rm(directory, { recursive: true, force: true }));

	it("is the real one, at the version that is pinned, and speaks Rego v1", async () => {
		const pinned = (await readFile("test/support/opa/go.mod", "utf8")).match(/open-policy-agent\/opa v(\S+)/)?.[1];
		expect((await runOpa(["version"])).stdout).toMatch(new RegExp(`^Version: ${pinned}$[\\s\\S]*^Rego Version: v1$`, "m"));
	});

	it("evaluates what comes on standard input", async () => {
		const evaluate = (input: string) => runOpa(["eval", "-d", "p.rego", "-I", "-f", "raw", "data.p.deny"], { cwd: directory, input });
		expect(await evaluate('{"tls":false}')).toMatchObject({ code: 0, stdout: '["plaintext"]\n' });
		expect(await evaluate('{"tls":true}')).toMatchObject({ code: 0, stdout: "[]\n" });
	});

	it("compiles to wasm", async () => {
		expect(await runOpa(["build", "-t", "wasm", "-e", "p/deny", "-o", "bundle.tar.gz", "p.rego"], { cwd: directory })).toMatchObject({
			code: 0,
		});
		expect((await readFile(join(directory, "bundle.tar.gz"))).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
	});

	it("tells a mistake with its exit code", async () => {
		await writeFile(join(directory, "broken.rego"), "package p\n\ndeny contains if\n");
		const { code, stderr } = await runOpa(["check", "broken.rego"], { cwd: directory });
		expect(code).toBe(1);
		expect(stderr).toContain("rego_parse_error");
	});
});
