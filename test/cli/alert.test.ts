import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { json } from "../../shared/reports/json.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { slackServer, slackWorkspace } from "../support/slack.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

const bad = { storageEncrypted: false };
const snapshot = (...args: Parameters<typeof snapshotOf>) => [...json(snapshotOf(...args), { colour: false, width: 80 })].join("");
const tags = { value: { Name: "<!channel> & friends" } };

let place: Awaited<ReturnType<typeof directoryWith>>;
let workspace: ReturnType<typeof slackWorkspace>;
let server: Awaited<ReturnType<typeof slackServer>>;

beforeEach(async () => {
	workspace = slackWorkspace();
	server = await slackServer(workspace);
	const targets = {
		security: { type: "slack", channel: "C0000001", token: { env: "SLACK_TOKEN" }, api: `${server.url}/api` },
		hook: { type: "slack", webhook: { env: "SLACK_HOOK" } },
	};
	const routes = [
		{ severity: "low", targets: ["security"] },
		{ severity: "critical", targets: ["hook"] },
	];
	place = await directoryWith({
		"good.json": snapshot(inventoryOf([instance("a", { tags }), instance("b")])),
		"bad.json": snapshot(inventoryOf([instance("a", { ...bad, tags }), instance("b")])),
		"worse.json": snapshot(inventoryOf([instance("a", { ...bad, tags }), instance("b", { backupRetentionDays: 0 })])),
		"estate.json": [serializeInventory({ savedAt: "2026-06-15T12:00:00.000Z", inventory: inventoryOf([instance("a", { ...bad, tags })]) })]
			.flat()
			.join(""),
		"parapet.config.json": JSON.stringify({ alerts: { targets, routes } }),
		"silent.config.json": "{}",
	});
});
afterEach(async () => {
	await server.stop();
	await place.remove();
});

const run = (args: readonly string[], environment: Record<string, string> = {}) =>
	parapet([...args, "--config", place.path("parapet.config.json")], {
		environment: { SLACK_TOKEN: "xoxb-test-token", SLACK_HOOK: `${server.url}/services/T0/B0/hook-secret`, ...environment },
	});
const send = (before: string, after: string, environment?: Record<string, string>) =>
	run(["alert", "send", place.path(before), place.path(after)], environment);
const kept = async (): Promise<string> => {
	const root = place.path("parapet-alerts");
	const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".json"));
	return (await Promise.all(names.map((name) => readFile(join(root, name), "utf8")))).join("\n");
};

describe("parapet alert", () => {
	it("tells of what changed, once, and then of what became of it", async () => {
		const first = await send("good.json", "bad.json");
		expect(first).toMatchObject({ code: 0, stdout: "Alerts: 1 alert, 1 message sent.\n", stderr: "" });
		expect((await send("good.json", "bad.json")).stdout).toBe("Alerts: 1 alert, 0 messages sent, 1 told before.\n");
		expect((await send("bad.json", "good.json")).code).toBe(0);
		const [root, ...others] = workspace.roots();
		expect(others).toEqual([]);
		expect(root?.text).toContain("resolved");
		expect(workspace.replies(root?.ts ?? "")).toHaveLength(1);
		expect(workspace.problems).toEqual([]);
	});

	it("routes by severity, to several targets", async () => {
		await send("good.json", "worse.json");
		// Two of the bot, and the critical one by the webhook.
		expect(workspace.messages.map((message) => message.delivery !== undefined)).toEqual(expect.arrayContaining([true, true, false]));
		expect(workspace.messages).toHaveLength(3);
	});

	it("shows what would go where without sending or keeping anything", async () => {
		const { code, stdout } = await run(["alert", "send", "--dry-run", place.path("good.json"), place.path("worse.json")]);
		expect(code).toBe(0);
		expect(stdout).toContain("2 alerts\n\nsecurity (slack): 2 messages\n");
		expect(stdout).toMatch(/hook \(slack\): 1 message\n {2}critical +new +/);
		expect(workspace.calls).toEqual([]);
		expect(await readdir(place.root)).not.toContain("parapet-alerts");
	});

	it("keeps what cannot be sent, says why, and sends it by flush", async () => {
		const refused = await send("good.json", "bad.json", { SLACK_TOKEN: "xoxb-wrong" });
		expect(refused).toMatchObject({
			code: 2,
			stdout: "Alerts: 1 alert, 0 messages sent.\n  security: 1 message left for the next run: Slack: invalid_auth\n",
		});
		const { SLACK_TOKEN: _, ...without } = { SLACK_TOKEN: "", SLACK_HOOK: "" };
		const missing = await parapet(["alert", "flush", "--config", place.path("parapet.config.json")], { environment: without });
		expect(missing).toMatchObject({
			code: 2,
			stdout: expect.stringContaining("alerts.targets.security.token: the environment variable SLACK_TOKEN is not set."),
		});
		expect(await run(["alert", "flush"])).toMatchObject({ code: 0, stdout: "Alerts: 0 alerts, 1 message sent.\n" });
		expect(workspace.roots()).toHaveLength(1);
	});

	it("keeps and says no secret", async () => {
		const outcome = await send("good.json", "worse.json", {
			SLACK_TOKEN: "xoxb-wrong",
			SLACK_HOOK: `${server.url}/services/T0/B0/hook-secret`,
		});
		for (const text of [outcome.stdout, outcome.stderr, await kept()]) expect(text).not.toMatch(/xoxb|hook-secret/);
	});

	it("tests every target by the way that alerts go, or the named one", async () => {
		expect(await run(["alert", "test"])).toMatchObject({ code: 0, stdout: "security: sent\nhook: sent\n" });
		expect(workspace.messages.every((message) => message.text.includes("TEST INFORMATIONAL new"))).toBe(true);
		const wrong = await run(["alert", "test", "--target", "security"], { SLACK_TOKEN: "xoxb-wrong" });
		expect(wrong).toMatchObject({ code: 2, stdout: "security: not sent: Slack: invalid_auth\n" });
		expect(await run(["alert", "test", "--target", "securty"])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('did you mean "security"?'),
		});
		expect(await readdir(place.root)).not.toContain("parapet-alerts");
	});

	it("says what is missing", async () => {
		const silent = await parapet(["alert", "test", "--config", place.path("silent.config.json")]);
		expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining("has no member alerts") });
		expect(await run(["alert", "send", place.path("good.json")])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("Say what to do"),
		});
		expect(await run(["alert", "flush", "--timeout", "0"])).toMatchObject({ code: 1, stderr: expect.stringContaining("--timeout") });
	});
});

describe("parapet scan --alert", () => {
	const scan = (...args: string[]) =>
		run(["scan", "--inventory", place.path("estate.json"), "--rule", "rds-instance-storage-encrypted", "--no-files", "--alert", ...args]);

	it("tells what changed since the snapshot before, and keeps its exit code", async () => {
		await parapet([
			"scan",
			"--inventory",
			place.path("estate.json"),
			"--rule",
			"rds-instance-multi-az",
			"--output-dir",
			place.path("before"),
		]);
		const { code, stderr } = await scan("--previous", place.path("before"));
		expect(stderr).toContain("Alerts: 1 alert, 1 message sent.");
		expect(code).toBe(3);
		expect(workspace.roots()[0]?.text).toContain("RDS DB instance storage is encrypted at rest");
	});

	it("ends an incident that could not be judged in between, and does not open it again meanwhile", async () => {
		const days: Record<string, ReturnType<typeof inventoryOf>> = {
			passing: inventoryOf([instance("a")]),
			failing: inventoryOf([instance("a", bad)]),
			denied: inventoryOf([], [rdsDenied]),
			still: inventoryOf([instance("a", bad)]),
			again: inventoryOf([], [rdsDenied]),
			fixed: inventoryOf([instance("a")]),
		};
		let before: string[] = [];
		for (const [index, [name, inventory]] of Object.entries(days).entries()) {
			const saved = place.path(`${name}.inventory.json`);
			await writeFile(saved, [serializeInventory({ savedAt: `2026-06-${15 + index}T12:00:00.000Z`, inventory })].flat());
			await run(["scan", "--inventory", saved, "--rule", "rds-instance-storage-encrypted", "--output-dir", place.path(name), ...before]);
			before = ["--previous", place.path(name), "--alert"];
		}
		const [incident, scope, ...others] = workspace.roots();
		expect(others).toEqual([]);
		expect(workspace.replies(incident?.ts ?? "").map((reply) => reply.text)).toEqual([expect.stringContaining("HIGH resolved")]);
		expect(workspace.replies(scope?.ts ?? "").map((reply) => /can be read again|could not be read/i.exec(reply.text)?.[0])).toEqual([
			"Can be read again",
			"could not be read",
			"Can be read again",
		]);
	});

	it("needs something to compare with, and somewhere to send to, before it reads anything", async () => {
		expect(await scan()).toMatchObject({ code: 1, stderr: expect.stringContaining("--alert needs --previous") });
		const silent = await parapet([
			"scan",
			"--inventory",
			place.path("estate.json"),
			"--alert",
			"--previous",
			place.path("good.json"),
			"--config",
			place.path("silent.config.json"),
		]);
		expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining("--alert needs alerts:") });
	});
});
