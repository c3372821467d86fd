import { describe, expect, it } from "vitest";
import { collectFrom, configMap, container, controller, known, type Manifest, object } from "../../support/kubernetes/fake-api.ts";

const variables = (values: Readonly<Record<string, unknown>>) =>
	Object.entries(values).map(([name, value]) => (typeof value === "string" ? { name, value } : { name, valueFrom: value }));
const secret = (name = "db", key = "password") => ({ secretKeyRef: { name, key } });

const workloadWith = (more: object) => controller("Deployment", "api", { containers: [container(more)] });

/** The clients of a container with these variables, without its name. */
async function clients(values: Readonly<Record<string, unknown>>, more: object = {}, others: readonly Manifest[] = []) {
	const { one } = await collectFrom([workloadWith({ env: variables(values), ...more }), ...others]);
	return known(one("kubernetes.Workload", "api").databaseClients).map(({ container: _, ...client }) => client);
}

describe("how a workload is told to reach a database", () => {
	it.each<[string, Record<string, unknown>, object[]]>([
		[
			"libpq's variables",
			{ PGHOST: "db.orders", PGPORT: "5433", PGDATABASE: "orders", PGUSER: "app", PGPASSWORD: secret(), PGSSLMODE: "verify-full" },
			[
				{
					variables: ["PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGSSLMODE"],
					engine: "postgres",
					host: "db.orders",
					port: 5433,
					database: "orders",
					user: "app",
					tlsMode: "verify-full",
					partlySecret: false,
				},
			],
		],
		[
			"POSTGRES_ variables with POSTGRES_SSL_MODE",
			{ POSTGRES_HOST: "db", POSTGRES_DB: "orders", POSTGRES_USER: "app", POSTGRES_SSL_MODE: "require" },
			[
				{
					variables: ["POSTGRES_HOST", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_SSL_MODE"],
					engine: "postgres",
					host: "db",
					database: "orders",
					user: "app",
					tlsMode: "require",
					partlySecret: false,
				},
			],
		],
		[
			"DB_ variables, the product by DB_CONNECTION",
			{ DB_CONNECTION: "mysql", DB_HOST: "db", DB_DATABASE: "orders", DB_USERNAME: "app" },
			[
				{
					variables: ["DB_CONNECTION", "DB_HOST", "DB_DATABASE", "DB_USERNAME"],
					engine: "mysql",
					host: "db",
					database: "orders",
					user: "app",
					partlySecret: false,
				},
			],
		],
		[
			"the product by the port",
			{ DB_HOST: "db", DB_PORT: "5432" },
			[{ variables: ["DB_HOST", "DB_PORT"], engine: "postgres", host: "db", port: 5432, partlySecret: false }],
		],
		[
			"the product by the port behind the host",
			{ DB_HOST: "db:3306" },
			[{ variables: ["DB_HOST"], engine: "mysql", host: "db", port: 3306, partlySecret: false }],
		],
		[
			"the product by the name of the host",
			{ DB_HOST: "orders-postgresql" },
			[{ variables: ["DB_HOST"], engine: "postgres", host: "orders-postgresql", partlySecret: false }],
		],
		[
			"the product by how the mode is written",
			{ DB_HOST: "db", DB_SSLMODE: "verify-ca" },
			[{ variables: ["DB_HOST", "DB_SSLMODE"], engine: "postgres", host: "db", tlsMode: "verify-ca", partlySecret: false }],
		],
		[
			"an unknown product when a user is named",
			{ DB_HOST: "db", DB_USER: "app" },
			[{ variables: ["DB_HOST", "DB_USER"], engine: "unknown", host: "db", user: "app", partlySecret: false }],
		],
		[
			"Keycloak's variables",
			{ KC_DB: "postgres", KC_DB_URL_HOST: "db", KC_DB_URL_DATABASE: "kc", KC_DB_USERNAME: "app", KC_DB_PASSWORD: secret() },
			[
				{
					variables: ["KC_DB", "KC_DB_URL_HOST", "KC_DB_URL_DATABASE", "KC_DB_USERNAME"],
					engine: "postgres",
					host: "db",
					database: "kc",
					user: "app",
					partlySecret: false,
				},
			],
		],
		[
			"Grafana's variables",
			{
				GF_DATABASE_TYPE: "mysql",
				GF_DATABASE_HOST: "db:3306",
				GF_DATABASE_NAME: "g",
				GF_DATABASE_USER: "app",
				GF_DATABASE_SSL_MODE: "true",
			},
			[
				{
					variables: ["GF_DATABASE_TYPE", "GF_DATABASE_HOST", "GF_DATABASE_NAME", "GF_DATABASE_USER", "GF_DATABASE_SSL_MODE"],
					engine: "mysql",
					host: "db",
					port: 3306,
					database: "g",
					user: "app",
					tlsMode: "true",
					partlySecret: false,
				},
			],
		],
		[
			"names of one group in several ways",
			{ POSTGRES_HOST: "db", POSTGRES_DB_NAME: "o", ORDERS_DB_HOST: "mysql", ORDERS_DB_NAME: "p", ORDERS_DATABASE_USER: "x" },
			[
				{ variables: ["POSTGRES_HOST", "POSTGRES_DB_NAME"], engine: "postgres", host: "db", database: "o", partlySecret: false },
				{ variables: ["ORDERS_DB_HOST", "ORDERS_DB_NAME"], engine: "mysql", host: "mysql", database: "p", partlySecret: false },
			],
		],
		[
			"a mode that something else puts in",
			{ PGHOST: "db", PGSSLMODE: "$(NONE)" },
			[{ variables: ["PGHOST", "PGSSLMODE"], engine: "postgres", host: "db", partlySecret: true }],
		],
		[
			"an empty mode, which is none",
			{ PGHOST: "db", PGSSLMODE: "" },
			[{ variables: ["PGHOST", "PGSSLMODE"], engine: "postgres", host: "db", partlySecret: false }],
		],
		[
			"a URL whose parts something else puts in, but for the password",
			{
				A_URL: "jdbc:postgresql://$" + "{DB_HOST}:5432/o",
				B_URL: "postgres://db/o?sslmode=$(MODE)",
				C_URL: "jdbc:mysql://db/o?password=$" + "{PW}",
			},
			[
				{ variables: ["A_URL"], engine: "postgres", port: 5432, database: "o", partlySecret: true },
				{ variables: ["B_URL"], engine: "postgres", host: "db", database: "o", partlySecret: true },
				{ variables: ["C_URL"], engine: "mysql", host: "db", database: "o", partlySecret: false },
			],
		],
		["nothing by a host alone", { DB_HOST: "db" }, []],
		["nothing by the port of another product", { DB_HOST: "db", DB_PORT: "27017", DB_USER: "app" }, []],
		[
			"the mode of libpq alone",
			{ PGSSLMODE: "require" },
			[{ variables: ["PGSSLMODE"], engine: "postgres", tlsMode: "require", partlySecret: false }],
		],
		[
			"nothing of other products",
			{ MONGO_DB_HOST: "m", REDIS_HOST: "r", DB_TYPE: "mongodb", DB_HOST: "x", DB_USER: "u", KAFKA_SERVER: "k" },
			[],
		],
		["nothing by variables without a host", { POSTGRES_USER: "app", POSTGRES_DB: "orders", DB_NAME: "x", DATABASE_NAME: "y" }, []],
		["nothing by SQLite", { DATABASE_URL: "sqlite:///data/app.db" }, []],
		[
			"a URL",
			{ DATABASE_URL: "postgres://app@db:5432/orders?sslmode=disable" },
			[
				{
					variables: ["DATABASE_URL"],
					engine: "postgres",
					host: "db",
					port: 5432,
					database: "orders",
					user: "app",
					tlsMode: "disable",
					partlySecret: false,
				},
			],
		],
		[
			"a URL under any name",
			{ ORDERS_STORE: "mysql://app@db/orders" },
			[{ variables: ["ORDERS_STORE"], engine: "mysql", host: "db", database: "orders", user: "app", partlySecret: false }],
		],
		[
			"a JDBC URL with the user beside it",
			{ SPRING_DATASOURCE_URL: "jdbc:postgresql://db/orders?sslmode=verify-full", SPRING_DATASOURCE_USERNAME: "app" },
			[
				{
					variables: ["SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME"],
					engine: "postgres",
					host: "db",
					database: "orders",
					user: "app",
					tlsMode: "verify-full",
					partlySecret: false,
				},
			],
		],
		[
			"a URL whose password another variable brings from a Secret",
			{ PASSWORD: secret(), DATABASE_URL: "postgres://app:$(PASSWORD)@db/orders?sslmode=require" },
			[
				{
					variables: ["DATABASE_URL"],
					engine: "postgres",
					host: "db",
					database: "orders",
					user: "app",
					tlsMode: "require",
					partlySecret: false,
				},
			],
		],
		[
			"a URL whose host another variable brings from a Secret",
			{ H: secret(), DATABASE_URL: "postgres://app@$(H)/orders" },
			[{ variables: ["DATABASE_URL"], engine: "postgres", database: "orders", user: "app", partlySecret: true }],
		],
		["a URL that a Secret holds", { DATABASE_URL: secret() }, [{ variables: ["DATABASE_URL"], engine: "unknown", partlySecret: true }]],
		[
			"a URL that a Secret holds, of a known product",
			{ POSTGRES_URL: secret() },
			[{ variables: ["POSTGRES_URL"], engine: "postgres", partlySecret: true }],
		],
		["a host that a Secret holds", { PGHOST: secret() }, [{ variables: ["PGHOST"], engine: "postgres", partlySecret: true }]],
		[
			"a mode that a Secret holds",
			{ PGHOST: "db", PGSSLMODE: secret() },
			[{ variables: ["PGHOST", "PGSSLMODE"], engine: "postgres", host: "db", partlySecret: true }],
		],
		[
			"the mode of libpq for a URL that has none",
			{ PGSSLMODE: "verify-full", DATABASE_URL: "postgres://db/orders" },
			[
				{
					variables: ["DATABASE_URL", "PGSSLMODE"],
					engine: "postgres",
					host: "db",
					database: "orders",
					tlsMode: "verify-full",
					partlySecret: false,
				},
			],
		],
		[
			"not the mode of libpq for Java",
			{ PGSSLMODE: "verify-full", DB_URL: "jdbc:postgresql://db/orders" },
			[{ variables: ["DB_URL"], engine: "postgres", host: "db", database: "orders", partlySecret: false }],
		],
		[
			"two databases of one container",
			{ ORDERS_DB_HOST: "a-postgres", BILLING_DB_HOST: "b-mysql" },
			[
				{ variables: ["ORDERS_DB_HOST"], engine: "postgres", host: "a-postgres", partlySecret: false },
				{ variables: ["BILLING_DB_HOST"], engine: "mysql", host: "b-mysql", partlySecret: false },
			],
		],
		[
			"a host that is none",
			{ PGHOST: "p@ss w0rd", PGUSER: "a b", PGDATABASE: "x/y" },
			[{ variables: ["PGHOST", "PGUSER", "PGDATABASE"], engine: "postgres", partlySecret: false }],
		],
	])("%s", async (_, values, expected) => {
		expect(await clients(values)).toEqual(expected);
	});

	it("takes values from ConfigMaps, by key and whole with a prefix, later ones over earlier ones", async () => {
		const found = await clients(
			{ DB_USER: { configMapKeyRef: { name: "app", key: "user" } }, DB_NAME: "late" },
			{ envFrom: [{ prefix: "DB_", configMapRef: { name: "db" } }] },
			[
				configMap("app", { user: "app" }),
				configMap("db", { HOST: "db", PORT: "5432", NAME: "early" }),
				configMap("db", { HOST: "other" }, "elsewhere"),
			],
		);
		expect(found).toEqual([
			{
				variables: ["DB_HOST", "DB_PORT", "DB_USER", "DB_NAME"],
				engine: "postgres",
				host: "db",
				port: 5432,
				database: "late",
				user: "app",
				partlySecret: false,
			},
		]);
	});

	it("knows that a whole Secret may set more", async () => {
		const found = await clients({ PGHOST: "db" }, { envFrom: [{ secretRef: { name: "db" } }] });
		expect(found).toEqual([{ variables: ["PGHOST"], engine: "postgres", host: "db", partlySecret: true }]);
	});

	it("knows the product behind a Service of the cluster", async () => {
		const service = object("v1", "Service", "store", { spec: { selector: { app: "store" }, ports: [{ port: 5432 }] } });
		const store = controller("StatefulSet", "store", { containers: [{ name: "db", image: "postgres:18" }] });
		for (const host of ["store", "store.orders", "store.orders.svc.cluster.local", "store-0.store.orders.svc"])
			expect(await clients({ DB_HOST: host }, {}, [service, store])).toEqual([
				{ variables: ["DB_HOST"], engine: "postgres", host, partlySecret: false },
			]);
		expect(await clients({ DB_HOST: "store.other" }, {}, [service, store])).toEqual([]);
	});

	it("reads URLs in arguments", async () => {
		const found = async (...args: string[]) =>
			(await clients({ HOST: "db" }, { command: ["/app"], args })).map((client) => [client.variables[0], client.host]);
		expect(await found("--database-url=postgres://app@$(HOST)/orders", "--metrics=https://example.com")).toEqual([
			["--database-url", "db"],
		]);
		expect(await found("--store=postgres://app@$(HOST)/orders")).toEqual([["argument 2", "db"]]);
		expect(await found("-store=postgres://app@$(HOST)/orders")).toEqual([["argument 2", "db"]]);
		expect(await found("migrate", "postgres://app@$(HOST)/orders")).toEqual([["argument 3", "db"]]);
	});

	it.each<[string, string[], Record<string, string>, object[]]>([
		[
			"mysqldump",
			["mysqldump", "-h", "db", "--user=app", "--ssl-mode=REQUIRED", "-pX1", "orders"],
			{},
			[{ variables: ["-h", "--user", "--ssl-mode"], engine: "mysql", host: "db", user: "app", tlsMode: "REQUIRED" }],
		],
		[
			"psql",
			["/usr/bin/psql", "-hdb", "-p", "5433", "-U", "app", "-d", "orders"],
			{},
			[{ variables: ["-h", "-p", "-U", "-d"], engine: "postgres", host: "db", port: 5433, user: "app", database: "orders" }],
		],
		[
			"pg_dump in a shell's line, with libpq's variables",
			["sh", "-c", "set -e; pg_dump -h db -U 'app' | gzip > /backup/x"],
			{ PGSSLMODE: "verify-full" },
			[{ variables: ["-h", "-U", "PGSSLMODE"], engine: "postgres", host: "db", user: "app", tlsMode: "verify-full" }],
		],
		[
			"what the shell puts in",
			["sh", "-c", 'pg_dump -h "$HOST" -U $(whoami)'],
			{},
			[{ variables: ["-h", "-U"], engine: "postgres", partlySecret: true }],
		],
		[
			"options of another program",
			["/app", "--db-host=db-mysql", "--db-user", "app", "--verbose"],
			{},
			[{ variables: ["--db-host", "--db-user"], engine: "mysql", host: "db-mysql", user: "app" }],
		],
		["nothing by options that only look like it", ["/app", "-h", "db", "--host=x", "--user=app"], {}, []],
		["nothing by words of a shell's line", ["sh", "-c", "echo --db-host=db --db-user=app"], {}, []],
	])("reads the options of %s", async (_, command, values, expected) => {
		const found = await clients(values, { command });
		const sorted = found.map((client) => ({ ...client, variables: client.variables.toSorted() }));
		expect(sorted).toEqual(
			expected.map((client) => ({ partlySecret: false, ...client, variables: (client as { variables: string[] }).variables.toSorted() })),
		);
	});

	it("leaves out what a database's own container sets itself up with, but not its neighbours", async () => {
		const { one } = await collectFrom([
			controller("StatefulSet", "db", {
				containers: [
					{ name: "postgres", image: "postgres:18", env: variables({ PGHOST: "/var/run", POSTGRES_USER: "x" }) },
					{ name: "exporter", image: "postgres-exporter", env: variables({ DATA_SOURCE_URI: "host=localhost user=x sslmode=disable" }) },
				],
			}),
		]);
		expect(known(one("kubernetes.Workload", "db").databaseClients)).toEqual([
			{
				container: "exporter",
				variables: ["DATA_SOURCE_URI"],
				engine: "postgres",
				host: "localhost",
				user: "x",
				tlsMode: "disable",
				partlySecret: false,
			},
		]);
	});

	it("leaves clients unread when ConfigMaps that it refers to were not read, and only then", async () => {
		const failing = { failing: { configmaps: "denied" as const } };
		const plain = workloadWith({ env: variables({ PGHOST: "db" }) });
		expect(known((await collectFrom([plain], failing)).one("kubernetes.Workload", "api").databaseClients)).toHaveLength(1);
		const referring = workloadWith({ env: variables({ PGHOST: { configMapKeyRef: { name: "app", key: "host" } } }) });
		const { one } = await collectFrom([referring], failing);
		expect(one("kubernetes.Workload", "api").databaseClients).toMatchObject({ unread: { cause: "denied", operation: "list configmaps" } });
		expect(one("kubernetes.Workload", "api").plaintextCredentials).toMatchObject({ unread: { cause: "denied" } });
	});

	it("expands references as the kubelet does: only to what is set before, $$ for a dollar, unknown ones as they stand", async () => {
		const read = async (value: string) =>
			(await clients({ A: "db", URL: `postgres://${value}/o` })).map(({ host, database }) => [host, database]);
		expect(await read("$(A)")).toEqual([["db", "o"]]);
		expect(await read("$$(A)")).toEqual([[undefined, "o"]]);
		expect(await read("$(B)")).toEqual([[undefined, "o"]]);
	});

	it("is not blown up by references that double", async () => {
		const values = Object.fromEntries(
			Array.from({ length: 60 }, (_, index) => [`V${index}`, index === 0 ? "a".repeat(100) : `$(V${index - 1})$(V${index - 1})`]),
		);
		expect(await clients({ ...values, PGHOST: "db", PGUSER: "$(V59)" })).toEqual([
			{ variables: ["PGHOST", "PGUSER"], engine: "postgres", host: "db", partlySecret: false },
		]);
	});
});
