import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AddressedSocket } from "../support/sql/client-address.ts";
import { type ScanOutcome, scanDatabase } from "../support/sql/command.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const roles = 10_000;
const sessions = 400;

describe("a PostgreSQL with ten thousand roles and hundreds of sessions", () => {
	let server: PostgresServerProcess;
	let outcome: ScanOutcome;

	beforeAll(async () => {
		server = await startPostgres(18, {
			hba: "local all all scram-sha-256\nhost all all 127.0.0.0/8 trust",
			settings: { max_connections: String(sessions + 20), shared_buffers: "32MB" },
		});
		await server.execute(
			`DO $$ BEGIN FOR i IN 1..${roles} LOOP EXECUTE format('CREATE ROLE role_%s LOGIN', i); END LOOP; END $$;
			DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE TABLE t_%s (id int)', i); EXECUTE format('GRANT SELECT ON t_%s TO role_%s', i, i); END LOOP; END $$`,
		);
		for (let begin = 0; begin < sessions; begin += 40)
			await Promise.all(
				Array.from({ length: 40 }, (_, offset) => {
					const index = begin + offset;
					return server.session({
						host: "127.0.0.1",
						user: `role_${(index % 200) + 1}`,
						application_name: `app-${index % 200}`,
						stream: () => new AddressedSocket(`127.0.1.${(index % 200) + 1}`),
						...(index % 2 ? { ssl: { rejectUnauthorized: false } } : {}),
					});
				}),
			);
		outcome = await scanDatabase(
			["--database", `postgres://postgres@localhost:${server.port}/postgres`, "--database-ca", server.authority],
			{
				PGPASSWORD: server.superuser.password,
			},
		);
	});
	afterAll(() => server?.stop());

	it("is read whole: every role, every session", () => {
		const inventory = outcome.file("inventory.json");
		expect(inventory.match(/"name":"role_\d+"/g)).toHaveLength(roles);
		const connections = outcome.snapshot?.estate?.connections.filter(({ user }) => user?.startsWith("role_")) ?? [];
		expect(connections.reduce((sum, connection) => sum + connection.sessions, 0)).toBe(sessions);
		expect(outcome.snapshot?.collectionErrors).toEqual([]);
	});

	it("tells the sessions without TLS from the others, user by user", () => {
		const plain = outcome.snapshot?.estate?.connections.filter(({ user, tlsEnabled }) => user?.startsWith("role_") && !tlsEnabled) ?? [];
		expect(plain).toHaveLength(100);
		expect(plain.every(({ user }) => Number(user?.slice(5)) % 2 === 1)).toBe(true);
	});
});
