import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { DatabaseLogin } from "../../shared/rotation/client/login.ts";
import { type PoolDriver, type RotatingOptions, type RotationEvent, rotating } from "../../shared/rotation/client/rotating.ts";

interface FakePool {
	readonly login: DatabaseLogin;
	state: "open" | "retired" | "ended";
}

const secretText = (user: string, password: string) =>
	JSON.stringify({ engine: "postgres", host: "db", username: user, password, dbname: "orders" });

/** A database with one password, a secret with two stages, and what was asked of both. */
function world(options: Partial<RotatingOptions> = {}) {
	const stages = new Map<string, { VersionId: string; SecretString: string } | Error>([
		["AWSCURRENT", { VersionId: "v1", SecretString: secretText("app", "one") }],
	]);
	const reads: string[] = [];
	const logins: string[] = [];
	const pools: FakePool[] = [];
	const events: RotationEvent[] = [];
	const database = { password: "one", down: false, onConnect: () => {} };
	const driver: PoolDriver<FakePool, { readonly as: string }> = {
		open(login) {
			const pool: FakePool = { login, state: "open" };
			pools.push(pool);
			return pool;
		},
		async connect({ login }) {
			await new Promise((resolve) => setImmediate(resolve));
			database.onConnect();
			logins.push(login.password);
			if (database.down) throw Object.assign(new Error("no route"), { code: "EHOSTUNREACH" });
			if (login.password !== database.password) throw Object.assign(new Error("refused"), { code: "28P01" });
			return { as: login.password };
		},
		release() {},
		refused: (error) => (error as { code?: string }).code === "28P01",
		async retire(pool) {
			pool.state = "retired";
		},
		async end(pool) {
			pool.state = "ended";
		},
	};
	const pool = rotating(
		{
			secretsManager: {
				async getSecretValue({ VersionStage }) {
					reads.push(VersionStage);
					const found = stages.get(VersionStage);
					if (found instanceof Error) throw found;
					if (!found) throw Object.assign(new Error("none"), { name: "ResourceNotFoundException" });
					return found;
				},
			},
			secretId: "orders",
			pause: 1,
			onEvent: (event) => events.push(event),
			...options,
		},
		driver,
	);
	const put = (stage: string, version: string, password: string, user = "app") =>
		stages.set(stage, { VersionId: version, SecretString: secretText(user, password) });
	return { stages, reads, logins, pools, events, database, pool, put };
}

describe("a pool that follows its secret", () => {
	it("reads the secret once and keeps its login", async () => {
		const { pool, reads } = world();
		await pool.connect();
		await pool.connect();
		expect(reads).toEqual(["AWSCURRENT"]);
	});

	it("takes the new current version when the database refuses the old one, and retires the old connections", async () => {
		const { pool, put, database, pools, events } = world();
		await pool.connect();
		database.password = "two";
		put("AWSCURRENT", "v2", "two");
		expect(await pool.connect()).toEqual({ as: "two" });
		expect(pools.map(({ state }) => state)).toEqual(["retired", "open"]);
		expect(events.at(-1)).toEqual({ kind: "changed", stage: "AWSCURRENT", version: "v2", user: "app" });
	});

	it("takes the pending version in the gap before it becomes current, without asking twice for what was refused", async () => {
		const { pool, put, database, logins } = world();
		await pool.connect();
		database.password = "two";
		put("AWSPENDING", "v2", "two");
		logins.length = 0;
		expect(await pool.connect()).toEqual({ as: "two" });
		expect(logins).toEqual(["one", "two", "two"]);
	});

	it("goes on with the current version when the pending one is not in the database yet", async () => {
		const { pool, put, logins } = world();
		put("AWSPENDING", "v2", "two");
		expect(await pool.connect()).toEqual({ as: "one" });
		expect(logins).not.toContain("two");
	});

	it("searches once for all who were refused together", async () => {
		const { pool, put, database, reads, logins } = world();
		await pool.connect();
		database.password = "two";
		put("AWSCURRENT", "v2", "two");
		reads.length = 0;
		logins.length = 0;
		expect(await Promise.all(Array.from({ length: 20 }, () => pool.connect()))).toEqual(Array(20).fill({ as: "two" }));
		expect(reads).toEqual(["AWSCURRENT"]);
		// Refused twenty times, proved once, used twenty times.
		expect(logins.filter((password) => password === "two")).toHaveLength(21);
	});

	it("waits for a rotation that is between two steps", async () => {
		const { pool, put, database } = world();
		await pool.connect();
		database.password = "two";
		let refusals = 0;
		database.onConnect = () => {
			if (++refusals === 2) put("AWSCURRENT", "v2", "two");
		};
		expect(await pool.connect()).toEqual({ as: "two" });
	});

	it("gives up after its rounds with the database's own error, and spares both for a moment", async () => {
		const { pool, database, reads, logins } = world({ attempts: 3 });
		await pool.connect();
		database.password = "lost";
		reads.length = 0;
		logins.length = 0;
		await expect(pool.connect()).rejects.toMatchObject({ code: "28P01" });
		expect(reads.filter((stage) => stage === "AWSCURRENT")).toHaveLength(3);
		expect(logins).toHaveLength(3);
		const asked = reads.length;
		await expect(pool.connect()).rejects.toMatchObject({ code: "28P01" });
		expect(reads).toHaveLength(asked);
		database.password = "one";
		expect(await pool.connect()).toEqual({ as: "one" });
	});

	it("does not take an unreachable database for a wrong password", async () => {
		const { pool, database, reads } = world();
		await pool.connect();
		database.down = true;
		await expect(pool.connect()).rejects.toMatchObject({ code: "EHOSTUNREACH" });
		expect(reads).toEqual(["AWSCURRENT"]);
	});

	it("does not ask again for a secret that it may not read", async () => {
		const { pool, stages, reads } = world();
		stages.set("AWSCURRENT", Object.assign(new Error("no"), { name: "AccessDeniedException" }));
		await expect(pool.connect()).rejects.toMatchObject({ name: "AccessDeniedException" });
		expect(reads).toEqual(["AWSCURRENT"]);
	});

	it("leaves a user that takes turns before it is refused", async () => {
		const { pool, put, events } = world({ maximumAge: 0 });
		await pool.connect();
		put("AWSCURRENT", "v2", "one", "app_clone");
		await expect
			.poll(async () => {
				await pool.connect();
				return events.at(-1);
			})
			.toEqual({ kind: "changed", stage: "AWSCURRENT", version: "v2", user: "app_clone" });
	});

	it("stays with what works while Secrets Manager cannot be read", async () => {
		const { pool, stages, reads } = world({ maximumAge: 0 });
		await pool.connect();
		stages.set("AWSCURRENT", Object.assign(new Error("busy"), { name: "ThrottlingException" }));
		for (let turn = 0; turn < 5; turn++) expect(await pool.connect()).toEqual({ as: "one" });
		expect(reads.length).toBeGreaterThan(1);
	});

	it("opens nothing after its end", async () => {
		const { pool, pools } = world();
		await pool.connect();
		await pool.end();
		expect(pools.map(({ state }) => state)).toEqual(["ended"]);
		await expect(pool.connect()).rejects.toThrow("has been ended");
	});

	it("shows its password to nobody who prints it, nor in errors and events", async () => {
		const { pool, stages, events } = world();
		await pool.connect();
		stages.set("AWSCURRENT", { VersionId: "v2", SecretString: '{"password": "hunter-two' });
		const broken = world();
		broken.stages.set("AWSCURRENT", { VersionId: "v2", SecretString: '{"password": "hunter-two' });
		const error = await broken.pool.connect().catch((thrown: unknown) => thrown);
		expect(String((error as Error).message)).toBe("The secret orders cannot be used: it is not JSON.");
		expect(inspect([pool, events, error, broken.events], { depth: null, showHidden: true })).not.toMatch(/"one"|'one'|hunter/);
	});
});
