import { type Observed, seen } from "../observed.ts";
import type { ConnectionAuthentication, ConnectionRights, ConnectionUse } from "../resources/connection.ts";
import type { MysqlServer } from "../resources/index.ts";
import type { MysqlAccount, MysqlGrant, MysqlRoleGrant, MysqlSession, MysqlStatementUse } from "../resources/mysql.ts";
import { addressOfHost } from "./addresses.ts";
import { accountsFor } from "./mysql-accounts.ts";
import { amazonUsers, indexing, remembering, type Session, type Sessions, unknown } from "./session.ts";

const systemUsers = ["event_scheduler", "system user", "mysql.session", "mysql.infoschema", "mysql.sys", "mariadb.sys"];

const accountsOfUser = indexing<MysqlAccount>(({ user }) => user);
const grantsTo = indexing<MysqlGrant>(({ user, host }) => JSON.stringify([user, host]));
const rolesHeldBy = indexing<MysqlRoleGrant>(({ user, host }) => JSON.stringify([user, host]));
const countsOf = indexing<MysqlStatementUse["users"][number]>(({ user }) => user);

/** The sessions of a MySQL or MariaDB server at a time in milliseconds. */
export function mysqlSessions(server: MysqlServer, now: number): Sessions {
	const matched = remembering<Observed<MysqlAccount[]>>();
	const account = (session: Session) => matched(JSON.stringify([session.user, session.client]), () => accountsOf(server, session));
	const entitled = remembering<Observed<ConnectionRights>>();
	return {
		sessions: "value" in server.sessions ? server.sessions.value.map((session) => sessionOf(server, session, now)) : [],
		authentication: (session) => authentication(account(session), session),
		rights: (session) => entitled(JSON.stringify([session.user, session.client]), () => rights(server, account(session))),
		use: (session) => use(server, session),
	};
}

function sessionOf(server: MysqlServer, session: MysqlSession, now: number): Session {
	const { id, user, host, database, transport, tls, seconds, replication } = session;
	const rds = "value" in server.platform && server.platform.value === "rds";
	const openSince = seconds === undefined ? undefined : new Date(now - seconds * 1000).toISOString();
	return {
		// Numbers of sessions are small and repeat from server to server.
		identity: JSON.stringify([server.connection.host.toLowerCase(), server.connection.port, id, user, host]),
		user,
		database,
		application: "",
		client: transport === "local" ? undefined : host.toLowerCase(),
		tls: { enabled: transport === "tls", ...tls },
		startedAt: unknown("session start", "MySQL and MariaDB do not show when a session began.", "unsupported"),
		openSince,
		idleInTransactionSince: undefined,
		purpose: replication ? "replication" : systemUsers.includes(user) || (rds && amazonUsers.includes(user)) ? "platform" : "application",
	};
}

function accountsOf({ accounts }: MysqlServer, { user, client }: Session): Observed<MysqlAccount[]> {
	if ("unread" in accounts) return accounts;
	// Over a socket there is no address that an account could ask for.
	const address = client === undefined ? "" : client === "localhost" ? "127.0.0.1" : addressOfHost(client);
	const candidates = [...accountsOfUser(accounts.value, user ?? ""), ...(user === "" ? [] : accountsOfUser(accounts.value, ""))];
	const found = accountsFor(candidates, { user: user ?? "", host: client ?? "localhost", address });
	return found.length > 0 ? seen(found) : unknown("account", "No account admits the session now: it was changed after the login.");
}

/** Names of plugins as methods; what is not listed stays as the server names it. */
const methods: Readonly<Record<string, string>> = { AWSAuthenticationPlugin: "iam", auth_socket: "peer", unix_socket: "peer" };
const passwordPlugins = ["mysql_native_password", "mysql_old_password", "caching_sha2_password", "sha256_password", "ed25519", "parsec"];

function authentication(accounts: Observed<MysqlAccount[]>, { client }: Session): Observed<ConnectionAuthentication> {
	if ("unread" in accounts) return accounts;
	if (
		accounts.value.some(
			({ plugin, hasPassword, tls }) => passwordPlugins.includes(plugin) && !hasPassword && ["x509", "specified"].includes(tls),
		)
	)
		return unknown("account", "The account has no password and asks for a client certificate, or for a cipher, of its own.", "unsupported");
	const found = new Set(
		accounts.value.map(({ plugin, hasPassword, alternatives }) =>
			// Who comes over the network cannot have used the socket, which leaves the other one.
			alternatives && client === undefined
				? undefined
				: passwordPlugins.includes(plugin) && !hasPassword
					? "trust"
					: (methods[plugin] ?? plugin),
		),
	);
	const [method] = found;
	if (found.size !== 1 || method === undefined)
		return unknown("account", "Several accounts or plugins may have let the session in, which differ in how they authenticate.");
	return seen({ method, basis: "plugin" });
}

const powerful = new Set([
	"SUPER",
	"FILE",
	"SHUTDOWN",
	"RELOAD",
	"CREATE USER",
	"CREATE ROLE",
	"DROP ROLE",
	"REPLICATION SLAVE ADMIN",
	"REPLICATION MASTER ADMIN",
	"REPLICATION_SLAVE_ADMIN",
	"GROUP_REPLICATION_ADMIN",
	"BINLOG ADMIN",
	"BINLOG_ADMIN",
	"CONNECTION ADMIN",
	"CONNECTION_ADMIN",
	"READ_ONLY ADMIN",
	"ROLE_ADMIN",
	"SET USER",
	"SET_USER_ID",
	"SET_ANY_DEFINER",
	"SYSTEM_USER",
	"SYSTEM_VARIABLES_ADMIN",
	"TABLE_ENCRYPTION_ADMIN",
	"CLONE_ADMIN",
]);
/** In the order of what they lead to, for sentences that name the first few. */
const strongest = ["SUPER", "write to mysql.*", "GRANT OPTION", ...[...powerful].filter((privilege) => privilege !== "SUPER")];
const writing = ["INSERT", "UPDATE", "DELETE"];
const defining = [
	"CREATE",
	"ALTER",
	"DROP",
	"INDEX",
	"CREATE VIEW",
	"CREATE ROUTINE",
	"ALTER ROUTINE",
	"TRIGGER",
	"EVENT",
	"CREATE TABLESPACE",
];

/** What the account may do anywhere on the server, roles included. */
function rights(server: MysqlServer, accounts: Observed<MysqlAccount[]>): Observed<ConnectionRights> {
	if ("unread" in accounts) return accounts;
	const { grants, tableGrants, roleGrants, version } = server;
	if ("unread" in grants) return grants;
	if ("unread" in tableGrants) return tableGrants;
	if ("unread" in roleGrants) return roleGrants;
	const found = accounts.value.map(({ user, host }) => {
		const holders = new Set([JSON.stringify([user, host])]);
		// A set that grows while it is walked is walked to its end.
		for (const holder of holders) {
			for (const held of rolesHeldBy(roleGrants.value, holder)) holders.add(JSON.stringify([held.role, held.roleHost]));
		}
		return {
			holders,
			grants: [...holders].flatMap((holder) => [...grantsTo(grants.value, holder), ...grantsTo(tableGrants.value, holder)]),
		};
	});
	const mariadb = "value" in version && version.value.flavour === "mariadb";
	if (mariadb && found.some(({ holders }) => holders.size > 1))
		return unknown("rights", "The account holds roles, whose privileges MariaDB does not show in information_schema.", "unsupported");
	const results = new Set(found.map((one) => JSON.stringify(rightsOf(one.grants))));
	const [first] = results;
	if (first === undefined || results.size !== 1)
		return unknown("rights", "Several accounts may have let the session in, which differ in their privileges.");
	return seen(JSON.parse(first) as ConnectionRights);
}

/** What grants allow, and which of them make their holder privileged. */
export function rightsOf(grants: readonly MysqlGrant[]): ConnectionRights {
	const privileged = new Set<string>();
	for (const { database, privileges, grantable } of grants) {
		if (database === undefined) for (const privilege of privileges) if (powerful.has(privilege)) privileged.add(privilege);
		if (database === undefined && grantable) privileged.add("GRANT OPTION");
		if (database === "mysql" && privileges.some((privilege) => writing.includes(privilege))) privileged.add("write to mysql.*");
	}
	const holds = (wanted: readonly string[]) => grants.some(({ privileges }) => privileges.some((privilege) => wanted.includes(privilege)));
	return {
		privileged: strongest.filter((privilege) => privileged.has(privilege)),
		allowed: [
			...(holds(["SELECT"]) ? (["read"] as const) : []),
			...(holds(writing) ? (["write"] as const) : []),
			...(holds(defining) ? (["define"] as const) : []),
		],
	};
}

function use({ statementUse }: MysqlServer, { user }: Session): Observed<ConnectionUse> {
	if ("unread" in statementUse) return statementUse;
	const { since, gaps, users } = statementUse.value;
	const [counted] = user === undefined ? [] : countsOf(users, user);
	return seen({
		since,
		read: counted?.read ?? 0,
		write: counted?.write ?? 0,
		define: counted?.define ?? 0,
		other: (counted?.other ?? 0) + (counted?.prepared ?? 0),
		gaps: [...gaps, ...(counted && counted.prepared > 0 ? ["prepared statements are counted without their kind"] : [])],
	});
}
