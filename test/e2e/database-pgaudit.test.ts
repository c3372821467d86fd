import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanDatabase } from "../support/sql/command.ts";
import { hasPgaudit, postgresSuite } from "../support/sql/majors.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const { title, skip } = postgresSuite(15);

describe.skipIf(skip || (!process.env.CI && !hasPgaudit()))(`pgaudit on PostgreSQL ${title}`, () => {
	let server: PostgresServerProcess;

	beforeAll(async () => {
		server = await startPostgres(15, {
			hba: "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256",
			settings: { shared_preload_libraries: "pgaudit", "pgaudit.log": "ddl, role" },
		});
		await server.execute("CREATE TABLE patient_records (id int); COMMENT ON TABLE patient_records IS 'PII'; CREATE ROLE auditor");
	});
	afterAll(() => server?.stop());

	const scan = () =>
		scanDatabase(["--database", `postgres://postgres@localhost:${server.port}/postgres`, "--database-ca", server.authority], {
			PGPASSWORD: server.superuser.password,
		});
	const set = async (...settings: string[]) => {
		for (const setting of settings) await server.execute(`ALTER SYSTEM SET ${setting}`);
		await server.execute("SELECT pg_reload_conf()");
	};

	it("audits the classes that are demanded, and no more than it is told", async () => {
		const { finding } = await scan();
		expect(finding("postgres-pgaudit-in-force")).toMatchObject({ verdict: "pass", evidence: { classes: ["ddl", "role"] } });
		expect(finding("postgres-sensitive-tables-audited")).toMatchObject({ verdict: "fail" });
	});

	it("covers a sensitive table once reads and writes are logged too", async () => {
		await server.execute("CREATE EXTENSION IF NOT EXISTS pgaudit");
		// The command line of the server wins over ALTER SYSTEM, a database's own setting over both.
		await server.execute("ALTER DATABASE postgres SET pgaudit.log = 'ddl, role, read, write'");
		const { finding } = await scan();
		expect(finding("postgres-sensitive-tables-audited")).toMatchObject({ verdict: "pass" });
		await server.execute("ALTER DATABASE postgres RESET pgaudit.log");
	});

	it("is loaded but silent when its classes are none", async () => {
		await set("log_statement = 'none'");
		await server.execute("ALTER DATABASE postgres SET pgaudit.log = 'none'");
		expect((await scan()).finding("postgres-pgaudit-in-force")).toMatchObject({
			verdict: "fail",
			detail: expect.stringContaining("does not audit ddl, role"),
		});
	});
});
