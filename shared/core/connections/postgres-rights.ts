import { type Observed, seen } from "../observed.ts";
import type { ConnectionRights, ConnectionUse } from "../resources/connection.ts";
import type { PostgresServer } from "../resources/index.ts";
import type { PostgresGrant, PostgresMembership, PostgresRole, PostgresStatementUse } from "../resources/postgres.ts";
import { rolesOf } from "./hba.ts";
import { indexing, type Session, unknown } from "./session.ts";

/** Attributes that stand above grants, as the server spells them. */
export const privilegedAttributes: readonly (readonly [keyof PostgresRole, string])[] = [
	["superuser", "SUPERUSER"],
	["createRole", "CREATEROLE"],
	["createDatabase", "CREATEDB"],
	["replication", "REPLICATION"],
	["bypassRls", "BYPASSRLS"],
];

/** Predefined roles that stand above grants. */
export const powerfulRoles: readonly string[] = [
	"rds_superuser",
	"rds_replication",
	"rds_password",
	"cloudsqlsuperuser",
	"azure_pg_admin",
	"pg_execute_server_program",
	"pg_read_server_files",
	"pg_write_server_files",
	"pg_create_subscription",
	"pg_maintain",
	"pg_signal_autovacuum_worker",
];

/** Ways to be privileged that are kept at most: memberships may be many. */
const maximumPrivileges = 50;

const roleNamed = indexing<PostgresRole>(({ name }) => name);
/** No role has an empty name, which stands for PUBLIC here. */
const grantsTo = indexing<PostgresGrant>(({ role }) => role ?? "");
const countsOf = indexing<PostgresStatementUse["roles"][number]>(({ role }) => role);

/** What a session's role may do, by attributes, memberships (SET ROLE included) and the grants of its database. */
export function postgresRights(
	server: PostgresServer,
	read: readonly PostgresServer[],
	byMember: ReadonlyMap<string, readonly PostgresMembership[]> | undefined,
	{ user, database }: Session,
): Observed<ConnectionRights> {
	if ("unread" in server.roles) return server.roles;
	if (!byMember) return "unread" in server.memberships ? server.memberships : unknown("rights", "Memberships were not read.");
	const all = server.roles.value;
	const own = user === undefined ? undefined : roleNamed(all, user)[0];
	if (user === undefined || !own) return unknown("rights", "The role of the session does not exist any more.");
	const held = rolesOf(user, byMember, ({ dormant }) => dormant !== true);
	const privileged = [...held].flatMap((name) => {
		const [role] = roleNamed(all, name);
		const through = name === user ? "" : ` through ${name}`;
		return [
			...(role ? privilegedAttributes.flatMap(([attribute, label]) => (role[attribute] === true ? [`${label}${through}`] : [])) : []),
			...(powerfulRoles.includes(name) && name !== user ? [name] : []),
		];
	});
	return seen({ privileged: privileged.sort(byStrength).slice(0, maximumPrivileges), ...allowed(read, database, own.superuser, held) });
}

/** Superusers first, for sentences that name the first few. */
const byStrength = (a: string, b: string): number => {
	const [left, right] = [a, b].map((text) => (/^(SUPERUSER|rds_superuser)\b/.test(text) ? `0${text}` : `1${text}`)) as [string, string];
	return left < right ? -1 : left > right ? 1 : 0;
};

function allowed(
	read: readonly PostgresServer[],
	database: string | undefined,
	superuser: boolean,
	held: ReadonlySet<string>,
): Pick<ConnectionRights, "allowed"> {
	if (superuser) return { allowed: ["read", "write", "define"] };
	const grants = read.find(({ connection }) => connection.database === database)?.grants;
	if (!grants || "unread" in grants) return {};
	const mine = ["", ...held].flatMap((role) => grantsTo(grants.value, role));
	return {
		allowed: [
			...(held.has("pg_read_all_data") || mine.some(({ read }) => read) ? (["read"] as const) : []),
			...(held.has("pg_write_all_data") || mine.some(({ write }) => write) ? (["write"] as const) : []),
			...(mine.some(({ define }) => define) ? (["define"] as const) : []),
		],
	};
}

/** What a session's role has done in all databases since counting began. */
export function postgresUse({ statementUse }: PostgresServer, { user }: Session): Observed<ConnectionUse> {
	if ("unread" in statementUse) return statementUse;
	const { since, evictions, utility, roles } = statementUse.value;
	const [counted] = user === undefined ? [] : countsOf(roles, user);
	return seen({
		since,
		read: counted?.read ?? 0,
		write: counted?.write ?? 0,
		define: counted?.define ?? 0,
		other: counted?.other ?? 0,
		gaps: [
			...(evictions > 0 ? ["pg_stat_statements has dropped statements for want of room (pg_stat_statements.max)"] : []),
			...(utility ? [] : ["utility statements are not counted (pg_stat_statements.track_utility)"]),
		],
	});
}
