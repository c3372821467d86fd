import type { KubernetesDatabaseConfig } from "../../core/resources/index.ts";
import type { HbaRule } from "../../core/resources/postgres.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { type ParsedHba, parseHba } from "./conf/hba.ts";
import { parseMyCnf } from "./conf/my-cnf.ts";
import { type Parsed, parsePostgresConf } from "./conf/postgres-conf.ts";
import { scalars } from "./json.ts";
import { compare } from "./objects.ts";
import { holdsSecret, mayHoldSecret } from "./secret-words.ts";

type Facts = Pick<KubernetesDatabaseConfig, "engine" | "files" | "settings" | "hba" | "mistakes">;
type Role = "hba" | "postgres" | "mysql";

/** A longer value is left out; no setting that rules look at is. */
const maximumLength = 2000;

/**
 * What the configuration files in a ConfigMap say; undefined when it holds none. `servers` are the products of the workloads that mount it:
 * a file that only ends in .conf counts where PostgreSQL mounts it.
 */
export function databaseConfigOf(configMap: KubernetesObject, servers: ReadonlySet<string>): Facts | undefined {
	const files = scalars(configMap.data)
		.map(([key, content]) => ({ key, content, role: roleOf(key, servers) }))
		.filter((file): file is { key: string; content: string; role: Role } => file.role !== undefined)
		.sort((a, b) => order(a.key) - order(b.key) || compare(a.key, b.key));
	const engine = files.some(({ role }) => role !== "mysql") ? "postgres" : "mysql";
	const read = files.filter(({ role }) => (role === "mysql") === (engine === "mysql"));
	if (read.length === 0) return undefined;
	const parsed = read.map(({ key, content, role }) => ({ key, role, ...parse(role, content) }));
	const settings = parsed.filter(({ role }) => role !== "hba").map((file) => file.settings);
	const rules = parsed.filter(({ role }) => role === "hba").map((file) => file.rules);
	return {
		engine,
		files: read.map(({ key }) => key),
		...(settings.length === 0 ? {} : { settings: withoutSecrets(settings.flat()) }),
		...(rules.length === 0 ? {} : { hba: rules.flat() }),
		mistakes: parsed.flatMap(({ key, mistakes }) => mistakes.map(({ line, reason }) => ({ file: key, line, reason }))).slice(0, 200),
	};
}

function parse(role: Role, content: string): Parsed & Pick<ParsedHba, "rules"> {
	if (role === "hba") return { settings: [], ...parseHba(content) };
	const parsed = role === "mysql" ? parseMyCnf(content) : parsePostgresConf(content);
	return { ...parsed, rules: [] };
}

/** What a key of a ConfigMap is to a database server; undefined for all that is not its configuration. */
function roleOf(key: string, servers: ReadonlySet<string>): Role | undefined {
	const name = key.toLowerCase();
	if (/(^|[-_.])pg_?hba([-_.].*)?(\.conf)?$/.test(name)) return "hba";
	if (/^(openssl|pgbouncer|pg_?ident|pgpool|patroni|recovery)/.test(name)) return undefined;
	if (/^(.*[-_.])?(postgres|postgresql)([-_.][\w.-]*)?\.conf$/.test(name)) return "postgres";
	if (/\.cnf$/.test(name)) return "mysql";
	return servers.has("postgres") && name.endsWith(".conf") ? "postgres" : undefined;
}

/** The main file first, what the server writes itself last: the last that sets something counts. */
const order = (key: string): number => (/^postgresql\.conf$|^my\.cnf$/i.test(key) ? 0 : /auto\.conf$/i.test(key) ? 2 : 1);

/** Settings by name, the last one wins. Values that may be secrets are left out. */
export const withoutSecrets = (settings: readonly (readonly [string, string])[]): Record<string, string> =>
	Object.fromEntries(
		new Map(settings.filter(([name, value]) => !mayHoldSecret(name) && value.length <= maximumLength && !holdsSecret(value))),
	);

/** Lines of pg_hba.conf as a list of texts holds them; what is not understood is left out, numbered by its place in the list. */
export const hbaOfLines = (lines: readonly string[]): HbaRule[] =>
	lines.flatMap((line, index) => parseHba(line).rules.map((rule) => ({ ...rule, line: index + 1 })));
