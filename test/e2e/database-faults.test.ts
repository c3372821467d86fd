import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseTarget } from "../../shared/connect/target.ts";
import { evaluate } from "../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../shared/core/framework.ts";
import type { PostgresServer } from "../../shared/core/resources/index.ts";
import { rules } from "../../shared/rules/index.ts";
import { collectDatabases } from "../../shared/runtime/collect-databases.ts";
import { now } from "../support/rule-table.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";
import { type Fault, startProxy } from "../support/sql/proxy.ts";

describe("an impostor without TLS that asks for the password in clear", () => {
	it("does not get it", async () => {
		let received = "";
		const impostor = createServer((socket) => {
			socket.on("error", () => {});
			socket.on("data", (chunk) => {
				received += chunk.toString("latin1");
				// AuthenticationCleartextPassword.
				socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
			});
		});
		await new Promise<void>((resolve) => impostor.listen(0, "127.0.0.1", resolve));
		const { port } = impostor.address() as AddressInfo;
		const { target } = parseTarget(`postgres://u@127.0.0.1:${port}/a?sslmode=disable`, "test");
		const { errors } = await collectDatabases({
			accesses: [{ target, user: "u", password: "hunter2", iamRegion: undefined, authorities: undefined }],
			timeouts: { connect: 2_000, statement: 2_000 },
		});
		await new Promise((resolve) => impostor.close(resolve));
		expect(received).toContain("application_name");
		expect(received).not.toContain("hunter2");
		expect(errors).toMatchObject([{ operation: "connect", message: expect.stringContaining("asked for the password in clear") }]);
	});
});

describe("the way to a PostgreSQL server", () => {
	let server: PostgresServerProcess;
	let authority: string;
	let proxy: Awaited<ReturnType<typeof startProxy>> | undefined;

	beforeAll(async () => {
		server = await startPostgres(16, { hba: "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256" });
		authority = await readFile(server.authority, "utf8");
	});
	afterEach(() => proxy?.stop());
	afterAll(() => server?.stop());

	const read = async (port: number, rest = "") => {
		const { target } = parseTarget(`postgres://postgres@localhost:${port}/postgres${rest}`, "test");
		const inventory = await collectDatabases({
			accesses: [{ target, user: "postgres", password: server.superuser.password, iamRegion: undefined, authorities: [authority] }],
			timeouts: { connect: 500, statement: 500 },
		});
		return { inventory, resource: inventory.resources[0] as PostgresServer };
	};
	const through = async (fault: Fault, rest?: string) => {
		proxy = await startProxy(server.port, fault);
		return read(proxy.port, rest);
	};

	it("is no obstacle when it does not misbehave, and carries one connection", async () => {
		const { inventory, resource } = await through({ kind: "drop-after", bytes: Number.POSITIVE_INFINITY });
		expect(inventory.errors).toEqual([]);
		// The extension that counts statements is not there.
		expect(Object.values({ ...resource, statementUse: undefined }).filter((fact) => typeof fact === "object" && "unread" in fact)).toEqual(
			[],
		);
		expect(proxy?.connections()).toBe(1);
	});

	it.each([
		["says nothing", { kind: "stall" }, "timeout"],
		["refuses TLS", { kind: "refuse-tls" }, "network"],
		["drops in the handshake", { kind: "drop-after", bytes: 100 }, "network"],
		["falls silent in the handshake", { kind: "stall-after", bytes: 100 }, "timeout"],
	] as const)("%s: everything is unread, with the reason", async (_, fault, cause) => {
		const { inventory, resource } = await through(fault);
		expect(inventory.errors).toMatchObject([{ service: "postgres", operation: "connect", cause }]);
		expect(resource.settings).toMatchObject({ unread: { operation: "connect", cause } });
		const findings = evaluate(inventory, { rules, frameworks: indexFrameworks([]), now });
		expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
	});

	it("does not fall back to plaintext when TLS is refused, whatever the mode", async () => {
		for (const mode of ["require", "verify-ca", "verify-full"]) {
			const { inventory } = await through({ kind: "refuse-tls" }, `?sslmode=${mode}`);
			expect(inventory.errors).toMatchObject([{ cause: "network" }]);
			await proxy?.stop();
		}
	});

	it.each([
		["drops", "drop-after", "network"],
		["falls silent", "stall-after", "timeout"],
	] as const)("%s in the middle: what was read stays, the rest is unread", async (_, kind, cause) => {
		// The handshake takes some 5 KB, the settings another 5.
		const { resource } = await through({ kind, bytes: 9_000 });
		expect(resource.version).toHaveProperty("value");
		expect(resource.replicationSlots).toMatchObject({ unread: { cause } });
		expect(resource.tables).toMatchObject({ unread: { cause } });
	});

	it("waits for a statement no longer than it may take", async () => {
		const session = await server.session({});
		await session.query("BEGIN; LOCK TABLE pg_catalog.pg_proc IN ACCESS EXCLUSIVE MODE");
		try {
			const { resource } = await read(server.port);
			expect(resource.definerFunctions).toMatchObject({ unread: { operation: "pg_proc", cause: "timeout" } });
		} finally {
			await session.query("ROLLBACK");
		}
	});

	it("leads nowhere when nobody listens", async () => {
		const { inventory } = await read(1);
		expect(inventory.errors).toMatchObject([{ operation: "connect", cause: "network" }]);
	});

	it("cannot be used to write: every statement runs in a read-only transaction", async () => {
		const { connectPostgres } = await import("../../shared/connect/postgres.ts");
		const { target } = parseTarget(`postgres://postgres@localhost:${server.port}/postgres`, "test");
		const opened = await connectPostgres(target, { user: "postgres", password: server.superuser.password, authorities: [authority] });
		if (!("value" in opened)) throw new Error(opened.unread.message);
		const answer = await opened.value.query("test", "SELECT nextval(c.oid::regclass) FROM (SELECT 1 AS oid) c");
		expect(answer).toHaveProperty("unread");
		expect(await opened.value.query("test", "CREATE TABLE t (id int)")).toMatchObject({
			unread: { message: expect.stringContaining("read-only transaction") },
		});
		expect(await opened.value.query("test", "SHOW search_path")).toEqual({ value: [{ search_path: "pg_catalog, pg_temp" }] });
		await opened.value.close();
	});
});
