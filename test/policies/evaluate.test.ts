import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { documentOf, type PolicyDocument } from "../../shared/core/document.ts";
import { seen, unread } from "../../shared/core/observed.ts";
import type { DatabaseConnection } from "../../shared/core/resources/index.ts";
import { type PolicyBundle, readBundle } from "../../shared/policies/bundle.ts";
import { evaluatePolicies, type PolicyOutcome } from "../../shared/policies/evaluate.ts";
import { compliant } from "../support/compliant/index.ts";
import { policyFixtures } from "../support/opa/bundles.ts";
import { policyProcess, runs, variablesOf } from "../support/opa/processes.ts";

const time = "2026-06-15T12:00:00.000Z";
const bundle = async (name: string): Promise<PolicyBundle> => readBundle(await readFile(`${policyFixtures}/${name}.tar.gz`), name);
const connection = (name: string, differences: Partial<DatabaseConnection> = {}): PolicyDocument =>
	documentOf({ ...compliant("database.Connection"), name, arn: `db#${name}`, ...differences }, time);
/** A machine that is out of breath must not look like a policy that loops. */
const patient = { documentMs: 30_000, startMs: 60_000 };
const named = (outcomes: readonly PolicyOutcome[], name: string) => outcomes.find(({ policy }) => policy.package === name)?.verdicts ?? [];
/** Messages where the policy judged, else the verdict's name and the reason. */
const said = (outcomes: readonly PolicyOutcome[], name: string) =>
	named(outcomes, name).map((verdict) =>
		verdict?.verdict === "judged"
			? verdict.results.map(({ msg }) => msg).join()
			: verdict?.verdict === "error"
				? `error: ${verdict.reason}`
				: verdict?.verdict,
	);

vi.setConfig({ testTimeout: 60_000 });

describe("policies of a bundle", () => {
	it("judge every document of their kinds, with the bundle's data and the time of judging", async () => {
		const documents = [
			connection("good", { tags: seen({ owner: "orders" }) }),
			connection("plain", { tls: seen({ enabled: false }), service: "batch", oldestSession: seen("2026-06-13T06:00:00.000Z") }),
			documentOf(compliant("rds.DbInstance"), time),
			documentOf({ ...compliant("postgres.Server"), tags: seen({}) }, time),
		];
		const outcomes = await evaluatePolicies([await bundle("connections")], documents, { limits: patient });
		const { serverName } = compliant("database.Connection");
		expect(said(outcomes, "acme.connections.tls")).toEqual(["", `batch reaches ${serverName} without TLS`, undefined, undefined]);
		expect(said(outcomes, "acme.connections.age")).toEqual(["", "open for 54 hours, 24 are allowed", undefined, undefined]);
		expect(said(outcomes, "acme.owners")).toEqual(["", expect.stringContaining("no owner is named"), undefined, "no owner is named by {}"]);
		expect(said(outcomes, "acme.quiet")).toEqual(["", "", "", ""]);
	});

	it("give texts and objects with what they state", async () => {
		const tls = seen({ enabled: true, version: "TLSv1.2", clientMode: "require" });
		const outcomes = await evaluatePolicies([await bundle("connections")], [connection("a", { tls, service: "api" })], { limits: patient });
		expect(named(outcomes, "acme.connections.tls")).toEqual([
			{
				verdict: "judged",
				total: 2,
				results: [
					{ rule: "warn", msg: "TLS 1.2 is on its way out" },
					{
						rule: "violation",
						msg: "api does not check whom it talks to (require)",
						id: "no-verify",
						severity: "low",
						frameworks: { soc2: ["CC6.7"] },
						remediation: "Ask for verify-full.",
					},
				],
			},
		]);
	});

	it("are not asked where the document lacks what they require", async () => {
		const denied = unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "no right" });
		const outcomes = await evaluatePolicies([await bundle("connections")], [connection("a", { tls: denied, tags: denied })], {
			limits: patient,
		});
		expect(named(outcomes, "acme.connections.tls")).toEqual([
			{ verdict: "missing", paths: [{ path: "resource.tls", reason: "postgres:pg_stat_ssl could not be read (denied): no right" }] },
		]);
		expect(named(outcomes, "acme.owners")).toMatchObject([{ verdict: "missing", paths: [{ path: "tags" }] }]);
		expect(said(outcomes, "acme.connections.age")).toEqual([""]);
	});

	it("come from several bundles at once, in several batches", async () => {
		const documents = Array.from({ length: 20 }, (_, index) => connection(index % 2 ? `named ${index}` : `x ${index}`));
		const outcomes = await evaluatePolicies([await bundle("connections"), await bundle("v0"), await bundle("loop")], documents, {
			limits: patient,
			batchBytes: 5_000,
		});
		const everySecond = documents.map((_, index) => index % 2 === 1);
		expect(said(outcomes, "acme.old").map((text) => text === "found by v0")).toEqual(everySecond);
		expect(said(outcomes, "acme.zzz").map((text) => text === "named too")).toEqual(everySecond);
		expect(said(outcomes, "acme.loop").map((text) => text === "named")).toEqual(everySecond);
		expect(said(outcomes, "acme.owners").every((text) => text?.startsWith("no owner"))).toBe(true);
	});

	it("are left out when they are not chosen", async () => {
		const outcomes = await evaluatePolicies([await bundle("loop")], [connection("named")], {
			limits: patient,
			chosen: (policy) => policy.package === "acme.zzz",
		});
		expect(outcomes.map(({ policy }) => policy.package)).toEqual(["acme.zzz"]);
	});

	it("have no verdicts over no documents", async () => {
		expect(await evaluatePolicies([await bundle("connections")], [])).toMatchObject([
			{ verdicts: [] },
			{ verdicts: [] },
			{ verdicts: [] },
			{ verdicts: [] },
		]);
	});
});

describe("names and values from outside", () => {
	it("reach the policy as they are", async () => {
		const odd = ['"quoted" \\ back', "line\nbreak", "nul\u0000", "lone \ud800", "emoji 🎉", "<b>", "‮right to left", "x".repeat(200_000)];
		const outcomes = await evaluatePolicies(
			[await bundle("connections")],
			odd.map((name) => connection(`watched-${name}`)),
			{ limits: patient },
		);
		expect(named(outcomes, "acme.quiet").map((verdict) => verdict?.verdict)).toEqual(odd.map(() => "judged"));
		const texts = said(outcomes, "acme.quiet");
		for (const [index, name] of odd.slice(0, 3).entries()) expect(texts[index]).toBe(`watched-${name} is watched`);
		expect(texts[4]).toBe("watched-emoji 🎉 is watched");
		expect(texts[7]).toHaveLength(1_000);
	});

	it("may be a server with ten thousand roles and five thousand sessions", async () => {
		const server = compliant("postgres.Server");
		const [role, session] = [
			"value" in server.roles ? server.roles.value[0] : undefined,
			"value" in server.sessions ? server.sessions.value[0] : undefined,
		];
		if (!role || !session) throw new Error("The compliant server has a role and a session.");
		const large = {
			...server,
			tags: seen({ owner: "x" }),
			roles: seen(Array.from({ length: 10_000 }, (_, index) => ({ ...role, name: `role ${index}` }))),
			sessions: seen(Array.from({ length: 5_000 }, (_, pid) => ({ ...session, pid }))),
		};
		const outcomes = await evaluatePolicies([await bundle("connections")], [documentOf(large, time)], { limits: patient });
		expect(said(outcomes, "acme.owners")).toEqual([""]);
	});
});

describe("a policy that misbehaves is an error of that policy alone", () => {
	it("when it loops: what it said before counts, and it is not asked again", async () => {
		const documents = ["named 1", "loop", "named 2", "loop again"].map((name) => connection(name));
		const outcomes = await evaluatePolicies([await bundle("loop"), await bundle("v0")], documents, {
			limits: { ...patient, documentMs: 500 },
		});
		expect(said(outcomes, "acme.loop")).toEqual([
			"named",
			"error: it took longer than 0.5 s",
			"error: it took longer than 0.5 s for another resource, and was not asked again",
			"error: it took longer than 0.5 s for another resource, and was not asked again",
		]);
		expect(said(outcomes, "acme.zzz")).toEqual(["named too", "", "named too", ""]);
		expect(said(outcomes, "acme.old")).toEqual(["found by v0", "", "found by v0", ""]);
	});

	it("when it loops in one batch: it is not asked in the next", async () => {
		const documents = ["loop", ...Array.from({ length: 5 }, (_, index) => `named ${index}`)].map((name) => connection(name));
		const outcomes = await evaluatePolicies([await bundle("loop")], documents, {
			limits: { ...patient, documentMs: 300 },
			batchBytes: 1,
		});
		expect(said(outcomes, "acme.loop").slice(1)).toEqual(
			Array(5).fill("error: it took longer than 0.3 s for another resource, and was not asked again"),
		);
		expect(said(outcomes, "acme.zzz")).toEqual(["", ...Array(5).fill("named too")]);
	});

	it("when all its documents together take too long", async () => {
		const outcomes = await evaluatePolicies([await bundle("loop")], [connection("loop"), connection("named")], {
			limits: { ...patient, policyMs: 200 },
		});
		expect(said(outcomes, "acme.loop")).toEqual([
			"error: it took longer than 0.2 s over all resources",
			"error: it took longer than 0.2 s over all resources for another resource, and was not asked again",
		]);
		expect(said(outcomes, "acme.zzz")).toEqual(["", "named too"]);
	});

	it("when it wants too much memory: for that document alone", async () => {
		const documents = ["named 1", "large", "named 2"].map((name) => connection(name));
		const outcomes = await evaluatePolicies([await bundle("memory"), await bundle("v0")], documents, {
			limits: { ...patient, memoryPages: 64 },
		});
		expect(said(outcomes, "acme.memory")).toEqual(["named", "error: it needs more memory than 4 MiB", "named"]);
		expect(said(outcomes, "acme.old")).toEqual(["found by v0", "", "found by v0"]);
	});

	it("when its data want too much memory: it is loaded once, and not for every document again", async () => {
		const documents = ["named 1", "named 2", "named 3"].map((name) => connection(name));
		const data = JSON.stringify({ list: Array.from({ length: 100_000 }, (_, index) => `item ${index}`) });
		const large = { ...(await bundle("memory")), data };
		const outcomes = await evaluatePolicies([large, await bundle("v0")], documents, { limits: { ...patient, memoryPages: 64 } });
		const reason = "error: it needs more memory than 4 MiB";
		const later = `${reason} for another resource, and was not asked again`;
		expect(said(outcomes, "acme.memory")).toEqual([reason, later, later]);
		expect(said(outcomes, "acme.old")).toEqual(["found by v0", "found by v0", "found by v0"]);
	});

	it("when what it returns breaks the process", async () => {
		const documents = ["named 1", "crash", "named 2"].map((name) => connection(name));
		const outcomes = await evaluatePolicies([await bundle("crash"), await bundle("v0")], documents, {
			limits: { ...patient, heapMegabytes: 24 },
		});
		expect(said(outcomes, "acme.crash")).toEqual([
			"",
			"error: it returned more than 24 MiB can hold",
			expect.stringContaining("was not asked again"),
		]);
		expect(said(outcomes, "acme.zzz")).toEqual(["named too", "", "named too"]);
		expect(said(outcomes, "acme.old")).toEqual(["found by v0", "", "found by v0"]);
	});

	it("when it calls what is not there, and after a hundred failures in a row it is left alone", async () => {
		const documents = Array.from({ length: 150 }, (_, index) => connection(`named ${index}`));
		const outcomes = await evaluatePolicies([await bundle("builtins"), await bundle("v0")], documents, { limits: patient });
		const reason = "error: it calls http.send, which is not available to policies";
		expect(said(outcomes, "acme.send").slice(0, 100)).toEqual(Array(100).fill(reason));
		expect(said(outcomes, "acme.send").slice(100)).toEqual(Array(50).fill(`${reason} for another resource, and was not asked again`));
		expect(named(outcomes, "acme.format").every((verdict) => verdict?.verdict === "judged" && verdict.results.length === 16)).toBe(true);
		expect(said(outcomes, "acme.old")).toEqual(Array(150).fill("found by v0"));
	});

	it.each([
		["boolean", "deny is false; a set is expected (deny contains msg if …)"],
		["number", "deny[0] is 3; a text or an object with msg is expected"],
		["nomsg", "deny[0].msg is undefined; a text is expected"],
		["severity", 'deny[0].severity is "HUGE"; it must be one of critical, high, medium, low, informational'],
		["frameworks", "deny[0].frameworks must map framework ids to lists of requirement ids"],
		["partial", 'deny is {"a":1}; a set is expected (deny contains msg if …)'],
	])("when what it returns is no result: %s", async (name, reason) => {
		const outcomes = await evaluatePolicies([await bundle("odd")], [connection("a")], { limits: patient });
		expect(said(outcomes, `acme.odd.${name}`)).toEqual([`error: ${reason}`]);
		expect(said(outcomes, "acme.odd.fine")).toEqual(["fine"]);
	});
});

describe.skipIf(process.platform !== "linux")("the process of policies", { timeout: 240_000 }, () => {
	const documents = ["named 1", "loop", "named 2"].map((name) => connection(name));

	it("when it dies twice over one policy: that one is stopped, and the others go on", async () => {
		const evaluated = evaluatePolicies([await bundle("loop"), await bundle("v0")], documents, { limits: patient });
		const first = await policyProcess(process.pid, 1.5);
		process.kill(first, "SIGSEGV");
		process.kill(await policyProcess(process.pid, 1.5, first), "SIGSEGV");
		const outcomes = await evaluated;
		const reason = "error: it broke the process in which policies run (SIGSEGV)";
		expect(said(outcomes, "acme.loop")).toEqual(["named", reason, `${reason} for another resource, and was not asked again`]);
		expect(said(outcomes, "acme.zzz")).toEqual(["named too", "", "named too"]);
		expect(said(outcomes, "acme.old")).toEqual(["found by v0", "", "found by v0"]);
	});

	it("when it dies once: that is nobody's fault and costs no verdict", async () => {
		const steady = Array.from({ length: 40 }, (_, index) => connection(`connection ${index}`));
		const evaluated = evaluatePolicies([await bundle("steady")], steady, { limits: patient });
		process.kill(await policyProcess(process.pid, 1), "SIGABRT");
		expect((await evaluated)[0]?.verdicts.map((verdict) => verdict?.verdict)).toEqual(Array(40).fill("judged"));
	});

	it("knows nothing of this one's environment", async () => {
		const evaluated = evaluatePolicies([await bundle("loop")], documents, { limits: { ...patient, documentMs: 500 } });
		const names = variablesOf(await policyProcess(process.pid, 0));
		expect(names.filter((name) => !name.startsWith("NODE_CHANNEL_") && name !== "LD_LIBRARY_PATH")).toEqual([]);
		expect(names).toContain("NODE_CHANNEL_FD");
		await evaluated;
	});

	it.each(["SIGTERM", "SIGKILL"] as const)("ends with its parent, though a policy loops: %s", async (signal) => {
		const parent = spawn(process.execPath, ["test/support/opa/endless.ts"], { stdio: ["ignore", "ignore", "inherit"] });
		const child = await policyProcess(parent.pid ?? 0, 1);
		const ended = once(parent, "exit");
		parent.kill(signal);
		await ended;
		await vi.waitUntil(() => !runs(child), { timeout: 30_000, interval: 20 });
	});
});

describe("a machine that is halted or has no processor to spare", () => {
	it("is no fault of the policy: what it had of the processor counts", { timeout: 120_000 }, async () => {
		const child = spawn(process.execPath, ["test/support/opa/steady.ts"], { stdio: ["ignore", "pipe", "inherit"] });
		let output = "";
		child.stdout.on("data", (chunk) => {
			output += chunk;
		});
		const ended = once(child, "exit");
		await vi.waitUntil(() => output.includes("begins"), { timeout: 60_000, interval: 10 });
		for (let halt = 0; halt < 3 && child.exitCode === null; halt++) {
			await setTimeout(300);
			child.kill("SIGSTOP");
			await setTimeout(2_300);
			child.kill("SIGCONT");
		}
		await ended;
		expect(JSON.parse(output.split("\n")[1] ?? "")).toEqual(Array(20).fill("judged"));
	});
});

describe("a process that does not start", () => {
	it("is an error of every policy, and no hang", async () => {
		const outcomes = await evaluatePolicies([await bundle("v0")], [connection("named")], { limits: { ...patient, startMs: 0 } });
		expect(said(outcomes, "acme.old")).toEqual(["error: it took longer than 0 s to start"]);
	});
});

describe("results that are hostile", async () => {
	const [verdict] = named(await evaluatePolicies([await bundle("hostile")], [connection("a")], { limits: patient }), "acme.hostile");
	const results = verdict?.verdict === "judged" ? verdict.results : [];

	it("are counted, and kept to twenty of each id", () => {
		expect(verdict).toMatchObject({ verdict: "judged", total: 5_003 });
		expect(results.filter(({ id }) => id === undefined).map(({ msg }) => msg)).toEqual(
			Array.from({ length: 5_000 }, (_, index) => `number ${index + 1}`)
				.sort()
				.slice(0, 20),
		);
	});

	it("are cut: a message of a megabyte keeps a thousand characters", () => {
		const long = results.find(({ id }) => id === "long")?.msg ?? "";
		expect(long).toHaveLength(1_000);
		expect(long).toMatch(/^long text long .*…$/);
	});

	it("get ids that are safe in a rule id", () => {
		expect(results.map(({ id }) => id).filter((id) => id !== undefined)).toEqual(["..-..-b-", "long", "__proto__"]);
	});

	it("change no prototype", () => {
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
		for (const result of results) expect(Object.getPrototypeOf(result.frameworks ?? {})).toBe(Object.prototype);
	});
});
