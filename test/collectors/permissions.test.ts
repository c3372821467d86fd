import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { optionalPermissions, scanPermissions } from "../../shared/collectors/scan.permissions.ts";

const prefixes: Readonly<Record<string, string>> = { "secrets-manager": "secretsmanager", "cloudwatch-logs": "logs" };

/** What leads to scans, and is not called by them. */
const notScans = new Set(["sqs", "sfn"]);

/** The actions of all commands that the code imports. */
async function actionsInSource(): Promise<string[]> {
	const actions = new Set<string>();
	for (const folder of ["shared/aws", "shared/collectors"]) {
		for (const file of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"))) {
			const text = await readFile(join(folder, file), "utf8");
			for (const [, names, client = ""] of text.matchAll(
				/(?:import|export|const)\s*\{([^}]*)\}\s*(?:from|= await import\()\s*"@aws-sdk\/client-([a-z0-9-]+)"/g,
			)) {
				if (notScans.has(client)) continue;
				for (const [, name] of (names ?? "").matchAll(/(?<!type )\b(\w+)Command\b/g)) actions.add(`${prefixes[client] ?? client}:${name}`);
			}
		}
	}
	return [...actions].sort();
}

describe("the permissions of a scan", () => {
	it("are exactly the calls that the code makes", async () => {
		expect([...scanPermissions].sort()).toEqual(await actionsInSource());
	});

	it("only read, and read no secret value", () => {
		expect(scanPermissions.filter((action) => !/:(Describe|List|Get|Filter|AssumeRole$)/.test(action))).toEqual([]);
		expect(scanPermissions).not.toContain("secretsmanager:GetSecretValue");
		expect(scanPermissions).not.toContain("kms:Decrypt");
	});

	it("name as optional only what they contain", () => {
		expect(optionalPermissions.filter((action) => !scanPermissions.includes(action))).toEqual([]);
	});
});
