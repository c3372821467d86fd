import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabaseAnswer, Server } from "../../shared/rotation/effects.ts";
import { stepNames } from "../../shared/rotation/effects.ts";
import { mysqlEngine } from "../../shared/rotation/engines/mysql.ts";
import { quotedName } from "../../shared/rotation/engines/mysql-tokens.ts";
import { runStep } from "../../shared/rotation/machine.ts";
import { performWith } from "../../shared/rotation/perform.ts";
import type { Engine } from "../../shared/rotation/ports.ts";
import type { DatabaseSecret } from "../../shared/rotation/secret.ts";
import { generator } from "../support/rotation/history.ts";
import { hostilePassword, orderArn, secretStore, superuserArn } from "../support/rotation/real.ts";
import { playOnServer } from "../support/rotation/real-history.ts";
import { type Kind, type OpenedMysql, openMysql } from "../support/rotation/real-mysql.ts";
import { type SecretModel, secretModel } from "../support/rotation/secret-model.ts";
import { mariadbd, startMariadb } from "../support/sql/mariadb.ts";
import { hasMysql, startMysql } from "../support/sql/mysql.ts";
import { freePort } from "../support/sql/process.ts";
import { type Fault, startProxy } from "../support/sql/proxy.ts";

if (!mariadbd && process.env.CI === "true") throw new Error("mariadbd is missing in CI: apt-get install mariadb-server");

const servers = [
	{
		kind: "mariadb",
		start: startMariadb,
		skip: !mariadbd,
		title: mariadbd ? "MariaDB" : "MariaDB (not installed: apt-get install mariadb-server)",
	},
	{
		kind: "mysql",
		start: startMysql,
		skip: !hasMysql(),
		title: hasMysql() ? "MySQL" : "MySQL (not installed: node scripts/test-mysql.ts)",
	},
] as const satisfies readonly { kind: Kind; start: unknown; skip: boolean; title: string }[];

/** Every printable character, and what URLs, shells and SQL trip over. */
const hostile = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join("")}'; DROP USER x; -- \\`;
const hostileNames = [
	"o`r'd\"; DROP USER x; --",
	"two words",
	"100%s %20",
	"заказы",
	"a' TO 'b",
	"`q` ON *.* TO",
	"back\\slash",
	"orders_clone_x",
	"x@y",
];

/** What lets a user change its own password: it cannot see whether it has accounts for other hosts. */
const everywhere = { hosts: ["%"] };

const ok = { ok: true };
const failed = (failure: string, message: RegExp = /./) => ({ ok: false, failure, message: expect.stringMatching(message) });

/** A rotation of one secret, with its parts. */
function rotation(
	db: OpenedMysql,
	strategy: "single" | "alternating",
	value: object,
	locate = async (): Promise<Server> => db.here,
	superuser: object = {},
) {
	const random = generator(7);
	const passwords: string[] = [];
	const secret: SecretModel = secretModel(orderArn, JSON.stringify({ engine: db.kind, host: "localhost", port: db.server.port, ...value }));
	const root = { engine: db.kind, username: "root", password: db.server.rootPassword, port: db.server.port, ...superuser };
	const perform = performWith(
		{
			secrets: secretStore(secret, root, () => {
				passwords.push(hostilePassword(random));
				return passwords.at(-1) as string;
			}),
			directory: { locate, prove: async () => undefined },
			engines: { postgres: db.engine, mysql: db.engine, mariadb: db.engine },
			now: () => 1_700_000_000_000,
		},
		orderArn,
	);
	const step = (name: (typeof stepNames)[number], token: string) => runStep({ step: name, secret: orderArn, token, strategy }, perform);
	return {
		secret,
		passwords,
		step,
		current: () => JSON.parse(secret.read({ label: "AWSCURRENT" })?.text ?? "{}") as { username: string; password: string },
		async all(token: string) {
			secret.rotate(token);
			for (const name of stepNames) await step(name, token);
		},
	};
}

// With CI set nothing is skipped: a server that cannot be had there has no tests, and MariaDB must be had.
describe.each(servers.filter(({ skip }) => !(skip && process.env.CI)))("rotations on $title", ({ kind, start, skip }) => {
	describe.skipIf(skip)("with its own rules", () => {
		let db: OpenedMysql;
		/** Every password that was ever in use; none may be in a log. */
		const used: string[] = [];
		const answers: DatabaseAnswer[] = [];
		const told = async (answer: Promise<DatabaseAnswer>) => {
			answers.push(await answer);
			return answers.at(-1);
		};
		const user = async (name: string, rest = "", host = "%") => {
			const password = `first ${name.length} passw0rd of ${name}`.replace(/[^ -~]/g, "u");
			used.push(password);
			await db.create(name, password, rest, host);
			return password;
		};
		const set = (by: DatabaseSecret, to: DatabaseSecret, current?: DatabaseSecret) => {
			used.push(to.password);
			return told(db.engine.setPassword({ destination: db.here, as: by, to, current }));
		};
		const login = (who: DatabaseSecret) => told(db.engine.login(db.here, who));
		const pair = async (like: string, to: string, password: string, by = db.root, more: object = {}) => {
			used.push(password);
			return told(db.engine.setAlternate({ destination: db.here, as: by, like: db.as(like, "unused"), to: db.as(to, password, more) }));
		};
		const grants = async (name: string, host = "%") =>
			(await db.rows(`SHOW GRANTS FOR ${quotedName(name)}@${quotedName(host)}`))
				.map((row) => String(Object.values(row)[0]).replace(/IDENTIFIED BY PASSWORD '[^']*' ?/, ""))
				.map((line) => line.replaceAll(`${quotedName(name)}@`, "`U`@").trim())
				// Columns have no order.
				.map((line) => line.replace(/\(([^)]*)\)/g, (_, columns: string) => `(${columns.split(", ").sort().join(", ")})`))
				.sort();
		const described = async (name: string, host = "%") =>
			String(Object.values((await db.rows(`SHOW CREATE USER ${quotedName(name)}@${quotedName(host)}`))[0] ?? {})[0])
				.replace(/(AS|USING|BY PASSWORD) '(?:[^'\\]|\\.|'')*'/gs, "$1 hash")
				.replace(`${quotedName(name)}@`, "`U`@");

		beforeAll(async () => {
			db = await openMysql(kind, start);
		}, 60_000);
		afterAll(() => db?.stop());

		it("tells a refused password from everything else that keeps one out", async () => {
			const password = await user("entering");
			const at = (server: Partial<Server>, who = db.as("entering", password), engine: Engine = db.engine) =>
				told(engine.login({ ...db.here, ...server }, who));
			expect(await at({})).toEqual(ok);
			used.push("wr0ng-passw0rd");
			expect(await at({}, db.as("entering", "wr0ng-passw0rd"))).toEqual(failed("auth"));
			expect(await at({}, db.as("nobody_of_that_name", password))).toEqual(failed("auth"));
			expect(await at({ port: await freePort() })).toEqual(failed("refused"));
			expect(await at({ host: "no-such-host.invalid" })).toEqual(failed("dns"));
			expect(await at({ host: "127.0.0.1" })).toEqual(failed("tls", /IP address/));
			const stranger = mysqlEngine({ authorities: async () => undefined, timeouts: { connect: 5_000, statement: 5_000 } });
			expect(await at({}, undefined, stranger)).toEqual(failed("tls"));
			const broken = mysqlEngine({ authorities: () => Promise.reject(new Error("no file")), timeouts: { connect: 1, statement: 1 } });
			expect(await at({}, undefined, broken)).toEqual(failed("other", /no file/));
			// A database that its user may not use says nothing about a password.
			expect(await at({}, db.as("entering", password, { dbname: "mysql" }))).toEqual(ok);
			expect(await told(db.engine.probe(db.here, db.as("entering", password, { dbname: "mysql" })))).toEqual(failed("permission"));
			await db.execute("ALTER USER entering@'%' ACCOUNT LOCK");
			expect(await at({})).toEqual(failed("permission", /locked/));
			await db.execute("ALTER USER entering@'%' ACCOUNT UNLOCK PASSWORD EXPIRE");
			expect(await at({}, db.as("entering", "wr0ng-passw0rd"))).toEqual(failed("auth"));
			expect(await at({})).toEqual(ok);
			for (const [fault, failure] of [
				[{ kind: "stall" }, "timeout"],
				[{ kind: "drop-after", bytes: 0 }, "lost"],
				[{ kind: "stall-after", bytes: 200 }, "timeout"],
			] as [Fault, string][]) {
				const proxy = await startProxy(db.server.port, fault);
				const hasty = mysqlEngine({ authorities: async () => [db.authority], timeouts: { connect: 400, statement: 400 } });
				expect(await at({ port: proxy.port }, undefined, hasty), fault.kind).toEqual(failed(failure));
				await proxy.stop();
			}
		});

		it("goes without TLS only where the secret says so, and sees what the server says of it", async () => {
			const password = await user("unencrypted");
			expect(await told(db.engine.probe(db.here, db.as("unencrypted", password)))).toEqual(ok);
			expect(await told(db.engine.probe(db.here, db.as("unencrypted", password, { ssl: false })))).toEqual(ok);
			const [session] = await db.query("unencrypted", password, "SHOW SESSION STATUS LIKE 'Ssl_cipher'");
			expect(session?.Value).not.toBe("");
			await db.execute("ALTER USER unencrypted@'%' REQUIRE SSL");
			expect(await login(db.as("unencrypted", password, { ssl: false }))).toEqual(failed("auth"));
		});

		it("lets a user without any privilege change its own password", async () => {
			const password = await user("selfish");
			expect(await set(db.as("selfish", password), db.as("selfish", "n3ver"))).toEqual(
				failed("permission", /say in the secret .*"hosts": \["%"\]/),
			);
			const to = db.as("selfish", hostile, everywhere);
			expect(await set(db.as("selfish", password), to)).toEqual(ok);
			expect(await login(db.as("selfish", password))).toEqual(failed("auth"));
			expect(await told(db.engine.probe(db.here, to))).toEqual(ok);
			expect(db.opens((await db.stored(["selfish"])).get("selfish") ?? "", hostile)).toBe(true);
		});

		it("keeps what the server itself would keep, which its own client opens", async () => {
			await user("terminal");
			expect(await set(db.root, db.as("terminal", hostile))).toEqual(ok);
			expect(db.opens((await db.stored(["terminal"])).get("terminal") ?? "", `${hostile} `)).toBe(false);
			if (kind === "mysql") {
				// It keeps passwords out of its logs itself.
				await db.execute(`CREATE USER native IDENTIFIED BY '${hostile.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`);
				expect(db.opens((await db.stored(["native"])).get("native") ?? "", hostile)).toBe(true);
				return;
			}
			const { stdout } = await promisify(execFile)(
				"mariadb",
				[
					"--no-defaults",
					"-N",
					"-h",
					"localhost",
					"--protocol=TCP",
					"-P",
					String(db.server.port),
					"-u",
					"terminal",
					"--ssl-verify-server-cert",
					`--ssl-ca=${db.server.authority}`,
					"-e",
					"SELECT USER()",
				],
				{ env: { ...process.env, MYSQL_PWD: hostile } },
			);
			expect(stdout).toMatch(/^terminal@/);
		});

		it("changes every account of the user, or those that the secret names", async () => {
			const first = await user("spread", "REQUIRE SSL WITH MAX_USER_CONNECTIONS 9");
			await user("spread", "", "10.0.0.%");
			await user("spread", "", "localhost");
			const before = await described("spread");
			const kept = () => db.rows("SELECT Host AS host, authentication_string AS hash FROM mysql.user WHERE User = 'spread' ORDER BY Host");
			// It could change only the one that it is logged in as.
			const own = await set(db.as("spread", first), db.as("spread", "spread n3w"));
			expect(own).toEqual(failed("permission"));
			expect(await set(db.root, db.as("spread", "spread n3w"))).toEqual(ok);
			for (const { hash } of await kept()) expect(db.opens(`${db.plugin} ${hash}`, "spread n3w")).toBe(true);
			expect(await described("spread")).toBe(before);
			expect(await set(db.root, db.as("spread", "spread s3cond", { hosts: ["%", "10.0.0.%"] }))).toEqual(ok);
			expect((await kept()).map(({ host, hash }) => [host, db.opens(`${db.plugin} ${hash}`, "spread s3cond")])).toEqual([
				["%", true],
				["10.0.0.%", true],
				["localhost", false],
			]);
			expect(await set(db.root, db.as("spread", "n3ver", { hosts: ["%", "10.9.9.9"] }))).toEqual(
				failed("permission", /no account "spread"@"10.9.9.9"/),
			);
			// One of several may be all that a secret means.
			expect(await set(db.as("spread", "spread n3w"), db.as("spread", "spread th1rd", { hosts: ["localhost"] }))).toEqual(ok);
			expect(await login(db.as("spread", "spread th1rd"))).toEqual(ok);
		});

		it("changes nothing for those who may not, or where a new password could not be used", async () => {
			const password = await user("meek");
			await user("victim");
			const to = (name: string, more: object = {}) => db.as(name, "stolen-passw0rd", more);
			const before = await db.stored(["victim"]);
			expect(await set(db.as("meek", password), to("victim"))).toEqual(failed("permission", /SELECT on mysql.user/));
			used.push("пароль");
			expect(await set(db.root, db.as("victim", "пароль"))).toEqual(failed("policy", /ASCII/));
			expect(await set(db.root, to("missing"))).toEqual(failed("permission", /no account "missing"/));
			expect(await set(db.root, to("rdsadmin"))).toEqual(failed("permission", /belongs to the server/));
			for (const [change, says] of [
				["ACCOUNT LOCK", /is locked/],
				["ACCOUNT UNLOCK REQUIRE X509", /certificate of its own/],
				["REQUIRE SUBJECT '/CN=x'", /certificate of its own/],
			] as const) {
				await db.execute(`ALTER USER victim@'%' ${change.replace("ACCOUNT UNLOCK REQUIRE X509", "REQUIRE X509 ACCOUNT UNLOCK")}`);
				expect(await set(db.root, to("victim"))).toEqual(failed("permission", says));
			}
			await db.execute("ALTER USER victim@'%' REQUIRE SSL");
			expect(await set(db.root, to("victim", { ssl: false }))).toEqual(failed("permission", /TLS only/));
			expect(await db.stored(["victim"])).toEqual(before);
			await db.execute(
				kind === "mariadb" ? "CREATE USER outside IDENTIFIED VIA unix_socket" : "INSTALL PLUGIN auth_socket SONAME 'auth_socket.so'",
			);
			if (kind === "mysql") await db.execute("CREATE USER outside IDENTIFIED WITH auth_socket");
			expect(await set(db.root, to("outside"))).toEqual(failed("permission", /_socket, for which no password can be set/));
		});

		it("lets an administrator that is no superuser change passwords", async () => {
			const password = await user("steward");
			await db.execute("GRANT CREATE USER ON *.* TO steward", "GRANT SELECT ON mysql.* TO steward");
			await user("tenant");
			expect(await set(db.as("steward", password), db.as("tenant", "tenant's n3w"))).toEqual(ok);
			expect(await login(db.as("tenant", "tenant's n3w"))).toEqual(ok);
		});

		if (kind === "mariadb")
			it("keeps MariaDB's ways in, and opens accounts of ed25519", async () => {
				await db.execute(`CREATE USER modern ${db.identified("m0dern", "ed25519")}`);
				used.push("m0dern");
				expect(await login(db.as("modern", "m0dern"))).toEqual(ok);
				expect(await login(db.as("modern", "m0derns"))).toEqual(failed("auth"));
				expect(await set(db.as("modern", "m0dern"), db.as("modern", hostile, everywhere))).toEqual(ok);
				expect(await told(db.engine.probe(db.here, db.as("modern", hostile)))).toEqual(ok);
				await db.execute(
					`CREATE USER several ${db.identified("s3veral", "ed25519")} OR unix_socket OR ${db.identified("0ther").replace(/^.*VIA /, "")}`,
				);
				used.push("s3veral", "0ther");
				expect(await set(db.as("several", "s3veral"), db.as("several", "n3ver", everywhere))).toEqual(failed("permission", /several ways/));
				expect(await set(db.root, db.as("several", "several n3w"))).toEqual(ok);
				expect(await described("several")).toMatch(/VIA ed25519 USING hash OR unix_socket OR mysql_native_password USING hash$/);
				expect(await login(db.as("several", "several n3w"))).toEqual(ok);
				expect(await login(db.as("several", "s3veral"))).toEqual(failed("auth"));
			});

		if (kind === "mariadb")
			it("gives up where MariaDB takes no hashes", async () => {
				const password = await user("validated");
				await db.execute("INSTALL SONAME 'simple_password_check'");
				try {
					const answer = failed("permission", /strict_password_validation/);
					expect(await set(db.root, db.as("validated", "n3ver"))).toEqual(answer);
					expect(await set(db.as("validated", password), db.as("validated", "n3ver", everywhere))).toEqual(answer);
				} finally {
					await db.execute("UNINSTALL SONAME 'simple_password_check'");
				}
				expect(await login(db.as("validated", password))).toEqual(ok);
			});

		if (kind === "mysql")
			it("keeps the password that clients use beside the new one, where MySQL can", async () => {
				const old = await user("twofold");
				const current = db.as("twofold", old);
				const at = async (...passwords: string[]) => Promise.all(passwords.map(async (each) => (await login(db.as("twofold", each)))?.ok));
				expect(await set(db.root, db.as("twofold", "cancelled"), current)).toEqual(ok);
				expect(await at(old, "cancelled")).toEqual([true, true]);
				// That rotation was cancelled: the next must not push out what clients use.
				expect(await set(db.root, db.as("twofold", "s3cond"), current)).toEqual(ok);
				expect(await at(old, "cancelled", "s3cond")).toEqual([true, false, true]);
				expect(await set(db.root, db.as("twofold", "s3cond"), current)).toEqual(ok);
				expect(await at(old, "s3cond")).toEqual([true, true]);
				expect(await set(db.root, db.as("twofold", "th1rd"), db.as("twofold", "s3cond"))).toEqual(ok);
				expect(await at(old, "s3cond", "th1rd")).toEqual([false, true, true]);
				// Nobody is known to use the second any more.
				expect(await set(db.root, db.as("twofold", "f0urth"), db.as("twofold", "unkn0wn"))).toEqual(ok);
				expect(await at("s3cond", "th1rd", "f0urth")).toEqual([false, false, true]);
				const alone = db.as("twofold", "f0urth");
				expect(await set(alone, db.as("twofold", "f1fth", everywhere), alone)).toEqual(ok);
				expect(await at("f0urth", "f1fth")).toEqual([false, true]);
				await db.execute("GRANT APPLICATION_PASSWORD_ADMIN ON *.* TO twofold", "ALTER USER twofold PASSWORD REQUIRE CURRENT");
				expect(await set(db.as("twofold", "f1fth"), db.as("twofold", "s1xth", everywhere), db.as("twofold", "f1fth"))).toEqual(ok);
				expect(await at("f1fth", "s1xth")).toEqual([true, true]);
				used.push("unkn0wn", "cancelled");
			});

		if (kind === "mysql")
			it("tells MySQL no password when there is somebody who can give it a hash", async () => {
				const password = await user("cautious");
				const own = db.as("cautious", password, { masterarn: superuserArn });
				expect(await set(own, db.as("cautious", "n3ver", everywhere))).toEqual(failed("permission", /superuser/));
				await db.execute("INSTALL COMPONENT 'file://component_validate_password'");
				try {
					expect(await set(db.as("cautious", password), db.as("cautious", "weak", everywhere))).toEqual(failed("policy"));
				} finally {
					await db.execute("UNINSTALL COMPONENT 'file://component_validate_password'");
				}
				expect(await login(own)).toEqual(ok);
			});

		it("makes two users of a pair equal in everything that they may, in both directions", async () => {
			await db.execute(
				"CREATE DATABASE `sh``op' TO 'x`",
				"CREATE TABLE `sh``op' TO 'x`.`t ON y` (a int, `b``c` int)",
				"CREATE PROCEDURE `sh``op' TO 'x`.p() SELECT 1",
				"CREATE FUNCTION `sh``op' TO 'x`.f() RETURNS int DETERMINISTIC RETURN 1",
				"CREATE ROLE readers, `odd``role`",
				"GRANT SELECT ON `sh``op' TO 'x`.* TO readers",
			);
			const password = await user(
				"orders",
				"REQUIRE SSL WITH MAX_USER_CONNECTIONS 7 MAX_QUERIES_PER_HOUR 100 PASSWORD EXPIRE INTERVAL 90 DAY",
			);
			await user("orders", "", "10.0.0.%");
			await user("proxied");
			await db.execute(
				"GRANT SELECT, INSERT ON `sh``op' TO 'x`.* TO orders@'%' WITH GRANT OPTION",
				"GRANT ALL ON `all\\_of`.* TO orders@'%'",
				"GRANT UPDATE (a, `b``c`), DELETE ON `sh``op' TO 'x`.`t ON y` TO orders@'%'",
				"GRANT EXECUTE ON PROCEDURE `sh``op' TO 'x`.p TO orders@'%' WITH GRANT OPTION",
				"GRANT EXECUTE ON FUNCTION `sh``op' TO 'x`.f TO orders@'%'",
				"GRANT PROCESS ON *.* TO orders@'%'",
				"GRANT readers TO orders@'%'",
				"GRANT `odd``role` TO orders@'%' WITH ADMIN OPTION",
				"GRANT PROXY ON proxied@'%' TO orders@'%'",
				"GRANT SELECT ON other.* TO orders@'10.0.0.%'",
				kind === "mariadb" ? "SET DEFAULT ROLE readers FOR orders@'%'" : "ALTER USER orders@'%' DEFAULT ROLE readers, `odd``role`",
				...(kind === "mysql"
					? ["GRANT BACKUP_ADMIN ON *.* TO orders@'%' WITH GRANT OPTION", "GRANT XA_RECOVER_ADMIN ON *.* TO orders@'%'"]
					: []),
			);
			const equal = async () => {
				for (const host of ["%", "10.0.0.%"]) {
					expect(await grants("orders_clone", host)).toEqual(await grants("orders", host));
					expect(await described("orders_clone", host)).toBe(await described("orders", host));
				}
			};
			expect(await pair("orders", "orders_clone", "clone's f1rst")).toEqual(ok);
			await equal();
			expect((await grants("orders")).join("\n")).toMatch(/GRANT OPTION/);
			expect(await db.query("orders_clone", "clone's f1rst", "SELECT COUNT(*) AS n FROM `sh``op' TO 'x`.`t ON y`")).toEqual([{ n: 0 }]);

			// What somebody changed since at the one that is in use counts, and what the other has more goes.
			await db.execute(
				"REVOKE GRANT OPTION ON `sh``op' TO 'x`.* FROM orders_clone@'%'",
				"GRANT DELETE ON `sh``op' TO 'x`.* TO orders_clone@'%'",
				"REVOKE ALL ON `all\\_of`.* FROM orders_clone@'%'",
				"GRANT SELECT ON `all\\_of`.* TO orders_clone@'%'",
				"GRANT INSERT (a) ON `sh``op' TO 'x`.`t ON y` TO orders_clone@'%'",
				"REVOKE PROXY ON proxied@'%' FROM orders_clone@'%'",
				"REVOKE `odd``role` FROM orders_clone@'%'",
				"ALTER USER orders_clone@'%' REQUIRE NONE WITH MAX_USER_CONNECTIONS 1 MAX_UPDATES_PER_HOUR 5 ACCOUNT LOCK",
				"GRANT ALL ON more.* TO orders@'%' WITH GRANT OPTION",
				kind === "mariadb" ? "SET DEFAULT ROLE NONE FOR orders_clone@'%'" : "ALTER USER orders_clone@'%' DEFAULT ROLE NONE",
			);
			expect(await pair("orders", "orders_clone", "clone's s3cond")).toEqual(ok);
			await equal();
			expect(await login(db.as("orders", password))).toEqual(ok);
			await db.execute(
				"GRANT SELECT ON added.* TO orders_clone@'%'",
				"REVOKE ALL ON more.* FROM orders_clone@'%'",
				"REVOKE GRANT OPTION ON more.* FROM orders_clone@'%'",
			);
			expect(await pair("orders_clone", "orders", "first's s3cond")).toEqual(ok);
			await equal();
			expect((await grants("orders")).join("\n")).toMatch(/`added`/);
			expect((await grants("orders")).join("\n")).not.toMatch(/`more`/);
			expect(await login(db.as("orders_clone", "clone's s3cond"))).toEqual(ok);
			expect(await login(db.as("orders", "first's s3cond"))).toEqual(ok);
		});

		it("changes only the password when a pair is as it should be, and not even that twice", async () => {
			const said = async () =>
				(await db.log())
					.split("\n")
					.filter((line) => /\b(GRANT|REVOKE|ALTER USER|CREATE USER|SET DEFAULT)\b/.test(line) && !/SHOW/.test(line));
			const before = (await said()).length;
			expect(await pair("orders", "orders_clone", "clone's th1rd")).toEqual(ok);
			const now = await said();
			// Two logs have each statement.
			expect(now.slice(before).filter((line) => /orders_clone/.test(line)).length).toBeLessThanOrEqual(2);
			expect(await pair("orders", "orders_clone", "clone's th1rd")).toEqual(ok);
			expect(await said()).toEqual(now);
		});

		it("passes over grants on what was dropped since, and roles of the other", async () => {
			await db.execute("CREATE DATABASE passing", "CREATE TABLE passing.t (id int)");
			await user("passer");
			await db.execute("GRANT SELECT ON passing.t TO passer", "GRANT SELECT ON passing.* TO passer", "DROP TABLE passing.t");
			expect(await pair("passer", "passer_clone", "p4sser")).toEqual(ok);
			expect((await grants("passer_clone")).join("\n")).toMatch(/`passing`\.\*/);
		});

		it("refuses a second user that may do more, exists elsewhere or is somebody else's, and touches nothing", async () => {
			const names: string[] = [];
			for (const [first, prepare, says] of [
				["r1", ["GRANT CREATE USER ON *.* TO r1_clone"], /may do more on the whole server than "r1" \(CREATE USER\)/],
				["r2", ["GRANT SELECT ON mysql.* TO r2_clone"], /may do more/],
				["r3", ["GRANT SELECT ON theirs.* TO r3_clone"], /nothing in common/],
				["r4", [`CREATE USER r4_clone@'10.1.1.1' ${db.identified("r4 0ther")}`], /no counterpart "r4"@"10.1.1.1"/],
			] as const) {
				await user(first);
				await user(`${first}_clone`);
				await db.execute(...prepare);
				names.push(first, `${first}_clone`);
				const before = [await db.stored(names), await grants(`${first}_clone`)];
				expect(await pair(first, `${first}_clone`, "n3ver")).toEqual(failed("permission", says));
				expect([await db.stored(names), await grants(`${first}_clone`)]).toEqual(before);
			}
			expect(await pair("lonely_missing", "lonely_missing_clone", "n3ver")).toEqual(failed("permission", /no account "lonely_missing"/));
			expect(await db.stored(["lonely_missing_clone"])).toEqual(new Map());
			expect(await pair("root", "root_clone", "n3ver")).toEqual(failed("permission", /cannot be the superuser of a pair/));
			await db.execute("ALTER USER r1 ACCOUNT LOCK");
			expect(await pair("r1", "r1_clone", "n3ver")).toEqual(failed("permission", /"r1"@"%" is locked/));
		});

		it("makes no pair with an administrator who may not grant what the first has", async () => {
			const password = await user("keeper");
			await user("stock");
			await db.execute("GRANT SELECT ON stock.* TO stock", "GRANT CREATE USER ON *.* TO keeper", "GRANT SELECT ON mysql.* TO keeper");
			expect(await pair("stock", "stock_clone", "st0ck", db.as("keeper", password))).toEqual(failed("permission"));
			await db.execute("GRANT SELECT ON stock.* TO keeper WITH GRANT OPTION");
			expect(await pair("stock", "stock_clone", "st0ck", db.as("keeper", password))).toEqual(ok);
			expect(await grants("stock_clone")).toEqual(await grants("stock"));
			expect(await login(db.as("stock_clone", "st0ck"))).toEqual(ok);
		});

		it("makes a pair once when it is asked twice at the same time", async () => {
			await user("hurried");
			await db.execute("GRANT SELECT ON hurried.* TO hurried");
			const both = await Promise.all([1, 2].map(() => pair("hurried", "hurried_clone", "hurr1ed")));
			expect(both).toContainEqual(ok);
			expect(await pair("hurried", "hurried_clone", "hurr1ed")).toEqual(ok);
			expect(await grants("hurried_clone")).toEqual(await grants("hurried"));
		});

		it.each(hostileNames)("serves a user and a pair by the name of %s", async (name) => {
			const password = await user(name);
			await db.execute(`GRANT SELECT ON \`h%\`.* TO ${quotedName(name)}@'%'`);
			const next = `'"\\ ${name.length} next`;
			expect(await set(db.as(name, password), db.as(name, next, everywhere))).toEqual(ok);
			expect(await told(db.engine.probe(db.here, db.as(name, next)))).toEqual(ok);
			expect(await pair(name, `${name}_clone`, "cl0ne")).toEqual(ok);
			expect(await grants(`${name}_clone`)).toEqual(await grants(name));
			expect(await pair(`${name}_clone`, name, "f1rst again")).toEqual(ok);
			expect(await login(db.as(name, "f1rst again"))).toEqual(ok);
			expect(await login(db.as(`${name}_clone`, "cl0ne"))).toEqual(ok);
		});

		it("runs the probes that a secret declares, without letting them change anything", async () => {
			const password = await user("prober");
			await db.execute("CREATE DATABASE probed", "CREATE TABLE probed.t (id int)", "GRANT SELECT, INSERT, CREATE ON probed.* TO prober");
			const probe = (...probes: string[]) => told(db.engine.probe(db.here, db.as("prober", password, { probes, dbname: "probed" })));
			expect(await probe("SELECT 1", "SELECT * FROM t")).toEqual(ok);
			expect(await probe("SELECT 1", "SELECT * FROM mysql.user")).toEqual(failed("permission", /^Probe 2 failed: SELECT command denied/));
			expect(await probe("SELECT * FROM not_there")).toEqual(failed("permission", /^Probe 1 failed/));
			expect(await probe("INSERT INTO t VALUES (1)")).toEqual(failed("permission", /READ ONLY/));
			expect(await probe("COMMIT", "INSERT INTO t VALUES (1)")).toEqual(failed("permission", /READ ONLY/));
			expect(await probe("COMMIT; INSERT INTO t VALUES (1)")).toEqual(failed("permission", /syntax/));
			expect(await probe("CREATE TABLE u (id int)")).toEqual(failed("permission", /READ ONLY/));
			expect(await db.rows("SELECT * FROM probed.t")).toEqual([]);
		});

		it.each(["single", "alternating"] as const)("takes a secret of %s users through all four steps, again and again", async (strategy) => {
			const name = `whole ${strategy}`;
			const password = await user(name);
			const rotating = rotation(db, strategy, { username: name, password, masterarn: superuserArn, probes: ["SELECT 1"], custom: [1] });
			const seen = [password];
			for (const token of ["t1", "t2", "t3"]) {
				const before = rotating.current();
				await rotating.all(token);
				const after = rotating.current();
				expect(rotating.secret.holder("AWSCURRENT")).toBe(token);
				expect(rotating.secret.holder("AWSPENDING")).toBeUndefined();
				expect(after).toMatchObject({ probes: ["SELECT 1"], custom: [1] });
				expect(seen).not.toContain(after.password);
				seen.push(after.password);
				expect(await login(db.as(after.username, after.password))).toEqual(ok);
				// Users that take turns are both let in until the next rotation, and so is MySQL's second password.
				expect(await login(db.as(before.username, before.password))).toEqual(
					strategy === "single" && kind === "mariadb" ? failed("auth") : ok,
				);
			}
			if (strategy === "single") expect(await login(db.as(name, seen.at(-3) ?? ""))).toEqual(failed("auth"));
			used.push(...rotating.passwords);
		});

		it("says what a person must do when the user cannot help itself", async () => {
			const password = await user("helpless");
			await user("helpless", "", "10.0.0.%");
			await db.execute("GRANT SELECT ON mysql.* TO helpless@'%'");
			const rotating = rotation(db, "single", { username: "helpless", password });
			rotating.secret.rotate("t1");
			await rotating.step("createSecret", "t1");
			await expect(rotating.step("setSecret", "t1")).rejects.toMatchObject({
				reason: "stuck",
				message: expect.stringMatching(/may change only .*masterarn/),
			});
			used.push(...rotating.passwords);
		});

		it("is no place to change or test a password while it takes no writes", async () => {
			const password = await user("quiet");
			await db.execute("SET GLOBAL read_only = ON");
			try {
				expect(await login(db.as("quiet", password))).toEqual(ok);
				expect(await told(db.engine.probe(db.here, db.as("quiet", password)))).toEqual(failed("readOnly", /read_only/));
				expect(await set(db.root, db.as("quiet", "n3xt-passw0rd"))).toEqual(failed("readOnly"));
				expect(await pair("quiet", "quiet_clone", "n3xt-passw0rd")).toEqual(failed("readOnly"));
			} finally {
				await db.execute("SET GLOBAL read_only = OFF");
			}
			expect(await login(db.as("quiet", password))).toEqual(ok);
		});

		it.each([
			["the server has committed", true],
			["the server hears of it", false],
		])("goes on after a connection that was cut when %s", async (_, heard) => {
			const name = `cut ${heard}`;
			const password = await user(name);
			const proxy = await startProxy(db.server.port, { kind: "drop-at", text: "ALTER USER", heard });
			let through = true;
			const locate = async () => ({ host: "localhost", port: through ? proxy.port : db.server.port });
			const value = { username: name, password, ssl: false, masterarn: superuserArn };
			const rotating = rotation(db, "single", value, locate, { ssl: false });
			rotating.secret.rotate("t1");
			await rotating.step("createSecret", "t1");
			await expect(rotating.step("setSecret", "t1")).rejects.toMatchObject({ reason: "retry", message: expect.stringContaining("(lost)") });
			const [pending = ""] = rotating.passwords;
			expect(db.opens((await db.stored([name])).get(name) ?? "", heard ? pending : password)).toBe(true);
			through = false;
			await proxy.stop();
			for (const step of ["setSecret", "testSecret", "finishSecret"] as const) await rotating.step(step, "t1");
			expect(rotating.current().password).toBe(pending);
			expect(db.opens((await db.stored([name])).get(name) ?? "", pending)).toBe(true);
			used.push(...rotating.passwords);
		});

		it("never locks anybody out, over histories with crashes, duplicates and cancellations", async () => {
			let crashes = 0;
			let finished = 0;
			for (let seed = 0; seed < 40; seed++) {
				const name = `history_${seed}`;
				const server = {
					engine: db.engine,
					port: db.server.port,
					superuser: db.root,
					stored: db.stored,
					opens: db.opens,
					// By itself, by the superuser, and in turns.
					secret: { engine: kind, ...(seed % 4 === 0 ? { ...everywhere, masterarn: undefined } : {}) },
				};
				const history = await playOnServer(server, seed, seed % 2 === 0 ? "single" : "alternating", name, await user(name));
				expect(history.problem, `seed ${seed}`).toBeUndefined();
				crashes += history.crashes;
				finished += history.finished;
				used.push(...history.passwords);
			}
			expect(crashes).toBeGreaterThan(40);
			expect(finished).toBeGreaterThan(60);
		}, 240_000);

		it("has let no password into the server's logs or an answer", async () => {
			const log = await db.log();
			expect(log).toMatch(/ALTER USER/);
			expect(log).toContain("selfish");
			if (kind === "mysql") expect(log).toMatch(/ALTER USER 'selfish'@'%' IDENTIFIED BY <secret>/);
			expect(new Set(used).size).toBeGreaterThan(80);
			const statements = (await db.rows("SELECT SQL_TEXT AS text FROM performance_schema.events_statements_history_long")).map(
				({ text }) => text,
			);
			const everything = `${log}\n${JSON.stringify(answers)}\n${statements.join("\n")}\n${db.server.output()}`;
			// Words of statements, and of names that stand in the log themselves.
			const words = new Set(["cancelled", "weak"]);
			for (const password of [...used, hostile, db.server.rootPassword])
				for (const written of [
					password,
					password.replaceAll("'", "''"),
					password.replaceAll("\\", "\\\\").replaceAll("'", "''"),
					password.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
					encodeURIComponent(password),
					JSON.stringify(password).slice(1, -1),
				])
					if (!words.has(password)) expect(everything.includes(written), written).toBe(false);
		});
	});
});
