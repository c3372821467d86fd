import type { DatabaseClient } from "../../core/resources/kubernetes.ts";
import { optionsAsVariables } from "./client-options.ts";
import { type ConnectionString, parseConnectionString, parseDatabase, parseHost, parseMode, parseUser } from "./connection-strings.ts";
import { type Environment, unknownPart, type Variable } from "./environment.ts";
import { defined } from "./json.ts";
import { wordsOf } from "./secret-words.ts";
import { push } from "./selectors.ts";

/** What the last words of a variable's name say that it holds. */
type Field = "host" | "port" | "database" | "user" | "mode" | "url" | "product" | "password";

const fields: readonly (readonly [Field, RegExp])[] = [
	["mode", /_(SSL_?MODE|TLS_?MODE|USE_SSL|USE_TLS|REQUIRE_SSL|ENABLE_SSL|SSL_ENABLED|SSL|TLS)$/],
	["password", /_([A-Z]*PASSWORD|PASSWD|PASS|PWD|PASSPHRASE)$/],
	["host", /_(HOST_?NAME|HOST_?ADDR|HOST|SERVER|ADDRESS|ADDR|ENDPOINT)$/],
	["port", /_(PORT_NUMBER|TCP_PORT|PORT)$/],
	["url", /_(URL|URI|DSN|CONNECTION_?STRING|CONN_?STR|CONNECTION_URL|JDBC_URL|URL_VALUE)$/],
	["user", /_(USER_?NAME|USER|UID|LOGIN)$/],
	["product", /_(TYPE|ENGINE|DRIVER|DIALECT|VENDOR|CLIENT|CONNECTION|ADAPTER|KIND|PLATFORM)$/],
	["database", /_(DBNAME|DATABASE|NAME|DB)$/],
];

/** Words that make a group of variables one about an SQL database, with the product where the word says it. */
const families: Readonly<Record<string, string | null>> = {
	PG: "postgres",
	PSQL: "postgres",
	POSTGRES: "postgres",
	POSTGRESQL: "postgres",
	TIMESCALE: "postgres",
	TIMESCALEDB: "postgres",
	MYSQL: "mysql",
	MARIADB: "mysql",
	DB: null,
	DATABASE: null,
	DATASOURCE: null,
	RDS: null,
	AURORA: null,
	SQL: null,
};

const otherProducts =
	/^(MONGO|MONGODB|REDIS|VALKEY|ORACLE|MSSQL|SQLSERVER|SQLITE|ELASTIC|ELASTICSEARCH|OPENSEARCH|CASSANDRA|SCYLLA|CLICKHOUSE|INFLUX|INFLUXDB|NEO4J|COUCHDB|COUCHBASE|DYNAMODB|ETCD|KAFKA|RABBITMQ|AMQP|MEMCACHED|SNOWFLAKE|BIGQUERY|H2)$/;

interface Part {
	readonly field: Field;
	readonly variable: Variable;
}

/** Answers which product a host of the cluster itself is: `unknown` when what would say it was not read, undefined for all others. */
export type EngineOfHost = (host: string) => string | undefined;

/** How a container is told to reach databases, put together from its variables and arguments. */
export function databaseClientsOf(container: string, environment: Environment, engineOfHost: EngineOfHost): DatabaseClient[] {
	const { variables, command, wholeSecrets } = environment;
	const groups = new Map<string, Part[]>();
	const lone: Variable[] = [];
	for (const variable of variables.values()) {
		const parsed = partOf(variable.name, variable);
		if (parsed) push(groups, parsed.group, parsed);
		else lone.push(variable);
	}
	// Options come behind the variables of their family: what they say counts before those.
	for (const { name, variable } of optionsAsVariables(command)) {
		const parsed = partOf(name, { ...variable, value: withoutShell(variable.value) });
		if (parsed) push(groups, parsed.group, parsed);
	}
	/** libpq takes the mode from here when nothing nearer says one. */
	const fallback = variables.get("PGSSLMODE");
	const context = { container, wholeSecrets, fallback, engineOfHost };
	const grouped = [...groups].flatMap(([group, parts]) => clientsOfGroup(group, parts, context));
	const alone = lone.flatMap((variable) => clientOfUrl(parseConnectionString(variable.value), [variable.name], context));
	const inArguments = command.flatMap((argument, index) => {
		const [, option = "", value = ""] = /^(?:--?([\w.-]+)=)?(.*)$/s.exec(argument) ?? [];
		// Options with telling names have been taken above.
		if (!value.includes("://") || (argument.startsWith("--") && partOf(option, { name: option, value, place: "" }))) return [];
		return clientOfUrl(parseConnectionString(value), [`argument ${index + 1}`], context);
	});
	const clients = [...grouped, ...alone, ...inArguments];
	// A mode alone is that of the clients beside it, when there are any.
	const isMode = ({ variables: names }: DatabaseClient) => names.every((name) => name === fallback?.name);
	return clients.some((client) => client.engine !== "mysql" && !isMode(client)) ? clients.filter((client) => !isMode(client)) : clients;
}

/** The group that a variable belongs to, and what it says there; undefined for what is not about an SQL database. */
function partOf(name: string, variable: Variable): (Part & { readonly group: string }) | undefined {
	const words = wordsOf(name).replace(/^PG(?=(HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|SSLMODE|REQUIRESSL)$)/, "PG_");
	const compact = words.replace(/(^|_)DB(?=(HOST|PORT|NAME|USER|USERNAME|PASS|PASSWORD|URL|URI)$)/, "$1DB_");
	// Keycloak's KC_DB and its like hold the name of the product.
	const productName =
		/(^|_)DB$/.test(compact) && productOf(variable.value.toLowerCase()) !== undefined && !parseConnectionString(variable.value);
	const found = productName ? (["product", /$/] as const) : fields.find(([, pattern]) => pattern.test(compact));
	if (!found) return undefined;
	const [field, pattern] = found;
	const group = stem(compact.replace(pattern, ""));
	const heads = group.split("_");
	if (heads.some((word) => otherProducts.test(word))) return undefined;
	return isFamily(heads) ? { field, variable, group } : undefined;
}

/** A shell puts in what it names by a dollar or a backtick. */
const withoutShell = (value: string): string => value.replace(/\$\{?\w+\}?|`[^`]*`|\$\([^)]*\)/g, unknownPart);

const isFamily = (words: readonly string[]): boolean => words.some((word) => Object.hasOwn(families, word));

/** `POSTGRES_DB_NAME` and `KC_DB_URL_HOST` belong to POSTGRES_HOST and KC_DB_USERNAME. */
function stem(group: string): string {
	const words = group.split("_");
	while (/^(DB|DATABASE|URL|JDBC|CONNECTION|CONN|SERVER)$/.test(words.at(-1) ?? "") && isFamily(words.slice(0, -1))) words.pop();
	return words.join("_");
}

interface Context {
	readonly container: string;
	readonly wholeSecrets: boolean;
	readonly fallback: Variable | undefined;
	readonly engineOfHost: EngineOfHost;
}

const isKnown = (variable: Variable | undefined): variable is Variable => variable !== undefined && !variable.value.includes(unknownPart);

function clientsOfGroup(group: string, parts: readonly Part[], context: Context): DatabaseClient[] {
	const { container, wholeSecrets, fallback, engineOfHost } = context;
	const of = (field: Field) => parts.findLast((part) => part.field === field)?.variable;
	const known = (field: Field) => {
		const variable = of(field);
		return isKnown(variable) && variable.value !== "" ? variable.value : undefined;
	};
	const names = parts.filter(({ field }) => field !== "password").map(({ variable }) => variable.name);
	const url = of("url");
	const hostVariable = of("host");
	// A whole URL may also stand where only a host belongs.
	const parsed = [url, hostVariable].map((variable) => variable && parseConnectionString(variable.value)).find((found) => found);
	if (parsed) return clientOfUrl(merged(parsed, known("user"), known("mode"), known("database")), names, context);
	if (isKnown(url) && /^[a-z][a-z\d+.-]*:/i.test(url.value)) return [];
	const product = known("product")?.toLowerCase() ?? "";
	if (
		product !== "" &&
		productOf(product) === undefined &&
		/mongo|redis|oracle|mssql|sqlserver|sqlite|h2|cassandra|dynamo|mem/.test(product)
	)
		return [];
	const [host, hostPort] = parseHost(known("host") ?? known("url") ?? "");
	const mode = of("mode");
	const asksForTls = mode !== undefined && !hostVariable && group === "PG";
	if (!hostVariable && !url && !asksForTls) return [];
	const port = /^\d{1,5}$/.test(known("port") ?? "") ? Number(known("port")) : hostPort;
	if (port !== undefined && otherPorts.has(port)) return [];
	const ofCluster = host && engineOfHost(host);
	const engine =
		productOf(product) ??
		familyOf(group) ??
		productOfPort(port) ??
		(ofCluster === "unknown" ? undefined : ofCluster) ??
		(host && productOfName(host)) ??
		productOfMode(known("mode")) ??
		ofCluster;
	// A host alone may be that of anything.
	if (engine === undefined && !of("database") && !of("user") && !of("password") && !url) return [];
	const inherits = mode === undefined && engine !== "mysql" && group !== "PG" ? fallback : undefined;
	const decisive = mode ?? inherits;
	const written = isKnown(decisive) ? parseMode(decisive.value) : undefined;
	return [
		defined({
			container,
			variables: [...names, ...(inherits ? [inherits.name] : [])],
			engine: engine ?? "unknown",
			host,
			port,
			database: known("database") && parseDatabase(known("database") as string),
			user: known("user") && parseUser(known("user") as string),
			tlsMode: written,
			partlySecret:
				wholeSecrets ||
				[url, hostVariable, decisive].some((variable) => variable !== undefined && !isKnown(variable)) ||
				// What is no mode, such as a reference that something else resolves, may become one.
				(written === undefined && Boolean(decisive?.value)),
		}),
	];
}

/** What variables beside a URL say, where it is silent. */
const merged = (
	parsed: ConnectionString,
	user: string | undefined,
	mode: string | undefined,
	database: string | undefined,
): ConnectionString => ({
	...parsed,
	user: parsed.user ?? (user && parseUser(user)),
	tlsMode: parsed.tlsMode ?? (mode && parseMode(mode)),
	database: parsed.database ?? (database && parseDatabase(database)),
});

function clientOfUrl(parsed: ConnectionString | undefined, names: readonly string[], context: Context): DatabaseClient[] {
	const { container, wholeSecrets, fallback } = context;
	if (parsed?.engine === undefined) return [];
	const { engine, host, port, database, user, tlsMode, partly, java } = parsed;
	const inherits =
		tlsMode === undefined && engine === "postgres" && !java && !(fallback && names.includes(fallback.name)) ? fallback : undefined;
	return [
		defined({
			container,
			variables: [...names, ...(inherits ? [inherits.name] : [])],
			engine,
			host,
			port,
			database,
			user,
			tlsMode: tlsMode ?? (isKnown(inherits) ? parseMode(inherits.value) : undefined),
			partlySecret: partly || wholeSecrets || (inherits !== undefined && !isKnown(inherits)),
		}),
	];
}

const familyOf = (group: string): string | undefined =>
	group
		.split("_")
		.map((word) => (Object.hasOwn(families, word) ? families[word] : undefined))
		.find((engine) => engine) ?? undefined;

const productOf = (product: string): string | undefined =>
	/postgres|pgsql|^pg$|psycopg|pgx/.test(product) ? "postgres" : /mysql|mariadb/.test(product) ? "mysql" : undefined;

/** Ports of MongoDB, Redis, SQL Server, Oracle, Cassandra and Elasticsearch. */
const otherPorts: ReadonlySet<number> = new Set([27017, 6379, 1433, 1521, 9042, 9200]);

const productOfPort = (port: number | undefined): string | undefined =>
	port === 5432 || port === 6432 ? "postgres" : port === 3306 ? "mysql" : undefined;

const productOfName = (host: string): string | undefined =>
	/postgres|pgsql|timescale|(^|[.-])pg([.-]|\d|$)|pgbouncer/i.test(host) ? "postgres" : /mysql|mariadb/i.test(host) ? "mysql" : undefined;

/** The two name their modes differently. */
const productOfMode = (mode: string | undefined): string | undefined => {
	if (mode === undefined) return undefined;
	if (/^(verify-full|verify-ca|require|prefer|allow|disable)$/.test(mode)) return "postgres";
	return /^(VERIFY_IDENTITY|VERIFY_CA|REQUIRED|PREFERRED|DISABLED)$/.test(mode) ? "mysql" : undefined;
};
