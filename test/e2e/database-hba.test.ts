import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queries } from "../../shared/collectors/sql/postgres/queries.ts";
import { hbaOf } from "../../shared/collectors/sql/postgres/rows.ts";
import { admissionOf } from "../../shared/core/connections/hba.ts";
import type { HbaRule } from "../../shared/core/resources/postgres.ts";
import { postgresSuite } from "../support/sql/majors.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const password = "hba-passw0rd";

/** Lines that part users and databases; each but the last is a corner of the syntax. */
const hba = [
	"local all all scram-sha-256",
	"include_if_exists extra.conf",
	'host "replication" replicated 127.0.0.1/32 trust',
	'host orders "+staff" 127.0.0.1/32 trust',
	"host /^ord.*s$ patterned 127.0.0.1/32 trust",
	"host billing /^re.*ed$ 127.0.0.1/32 trust",
	"host @names.conf listed 127.0.0.1/32 trust",
	"host sameuser all 127.0.0.1 255.255.255.255 trust",
	"host samerole all 127.0.0.1/32 trust",
	"hostnossl orders +crew 127.0.0.0/8 trust",
	"host orders roots 127.0.0.2/8 trust",
	"host orders +bosses all trust",
	"host all all all scram-sha-256",
].join("\n");

const users = ["included", "replicated", "patterned", "recipe_named", "reversed", "listed", "orders", "member", "sailor", "roots", "boss"];

describe.each([16, 18].map((major) => ({ major: major as 16 | 18, ...postgresSuite(major as 16 | 18) })))(
	"pg_hba.conf of a PostgreSQL $title",
	({ major, skip }) => {
		describe.skipIf(skip)("read beside the log of the server", () => {
			let server: PostgresServerProcess;
			let rules: HbaRule[];
			const memberships: Readonly<Record<string, readonly string[]>> = { sailor: ["crew"], boss: ["bosses"], member: ["orders"] };

			beforeAll(async () => {
				server = await startPostgres(major, { hba: "local all all scram-sha-256\n", settings: { log_connections: "on" } });
				const client = await server.session({});
				const { rows } = await client.query<{ directory: string }>("SELECT current_setting('data_directory') AS directory");
				const directory = rows[0]?.directory ?? "";
				const write = (name: string, lines: readonly string[]) =>
					`COPY (SELECT unnest(ARRAY[${lines.map((text) => `'${text}'`).join(",")}])) TO '${directory}/${name}'`;
				for (const line of [
					write("extra.conf", [...Array.from({ length: 20 }, () => "#"), "host orders included 127.0.0.1/32 trust"]),
					write("names.conf", ["orders"]),
					write("pg_hba.conf", hba.split("\n")),
					"CREATE DATABASE orders",
					'CREATE DATABASE "replication"',
					"CREATE DATABASE billing",
					"CREATE ROLE crew; CREATE ROLE bosses; CREATE ROLE staff",
					...users.map((user) => `CREATE ROLE ${user} LOGIN PASSWORD '${password}'`),
					"GRANT crew TO sailor; GRANT bosses TO boss; GRANT orders TO member",
					"SELECT pg_reload_conf()",
				])
					await client.query(line);
				await new Promise((resolve) => setTimeout(resolve, 300));
				rules = (await client.query(queries.hba)).rows.map(hbaOf);
			}, 60_000);
			afterAll(() => server?.stop());

			it.each<[user: string, database: string, tls: boolean]>([
				...users.flatMap((user): [string, string, boolean][] => [
					[user, "orders", false],
					[user, "billing", false],
				]),
				["sailor", "orders", true],
				["replicated", "replication", false],
				["boss", "replication", false],
			])("claims nothing else of %s in %s (TLS: %s) than the server did", async (user, database, tls) => {
				const before = server.output().length;
				const client = new pg.Client({
					host: "127.0.0.1",
					port: server.port,
					user,
					password,
					database,
					ssl: tls && { rejectUnauthorized: false },
				});
				await client.connect();
				await client.end();
				const [, file, line] = /connection authenticated: [^\n]*\(.*?(\w+)\.conf:(\d+)\)/.exec(server.output().slice(before)) ?? [];
				// Before 18 the log says nothing of who came in without a proof.
				const text = line === undefined || file === "extra" ? "trust" : (hba.split("\n")[Number(line) - 1] ?? "");
				if (major === 18) expect(line).toBeDefined();
				const admission = admissionOf(
					rules,
					{ user, database, address: "127.0.0.1", tls, gss: false, replication: false },
					(role) => role === user || (memberships[user]?.includes(role) ?? false),
				);
				if ("rule" in admission)
					expect(text.endsWith(admission.rule.method ?? "?"), `${text} was taken, not line ${admission.rule.line}`).toBe(true);
				// What hangs on no pattern must be known.
				else expect(database === "billing" || ["patterned", "replicated"].includes(user), admission.unknown).toBe(true);
			});
		});
	},
);
