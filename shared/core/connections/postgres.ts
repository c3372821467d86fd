import { type Observed, seen } from "../observed.ts";
import type { PostgresServer } from "../resources/index.ts";
import { admissionOf, rolesOf } from "./hba.ts";
import { postgresRights, postgresUse } from "./postgres-rights.ts";
import { amazonUsers, remembering, type Session, type Sessions, unknown } from "./session.ts";

/** The application name under which Parapet reads. */
const scannerApplication = "parapet";

/** The sessions of a PostgreSQL server; `read` are its databases that were read, of which the session's own speaks for grants. */
export function postgresSessions(server: PostgresServer, read: readonly PostgresServer[]): Sessions {
	const byMember = "value" in server.memberships ? Map.groupBy(server.memberships.value, ({ member }) => member) : undefined;
	const memberships = remembering<Set<string>>();
	const admitted = remembering<ReturnType<Sessions["authentication"]>>();
	const entitled = remembering<ReturnType<Sessions["rights"]>>();
	const memberOf = (user: string) => {
		const roles = byMember && memberships(user, () => rolesOf(user, byMember));
		return (role: string) => roles?.has(role) ?? false;
	};
	return {
		sessions: sessionsOf(server),
		authentication: (session) =>
			admitted(
				JSON.stringify([
					session.user,
					session.database,
					session.client,
					session.tls.enabled,
					session.tls.cipher === "GSSAPI",
					session.purpose,
				]),
				() => authentication(server, session, byMember && memberOf),
			),
		rights: (session) => entitled(JSON.stringify([session.user, session.database]), () => postgresRights(server, read, byMember, session)),
		use: (session) => postgresUse(server, session),
	};
}

function sessionsOf(server: PostgresServer): Session[] {
	if ("unread" in server.sessions) return [];
	const rds = "value" in server.platform && server.platform.value === "rds";
	return server.sessions.value.map((session) => ({
		identity: JSON.stringify([session.pid, session.startedAt, session.user, session.client]),
		user: session.user,
		database: session.database,
		application: session.application,
		client: session.client,
		tls: session.tls ? { enabled: true, ...session.tls } : session.gssEncrypted ? { enabled: true, cipher: "GSSAPI" } : { enabled: false },
		startedAt: seen(session.startedAt),
		openSince: undefined,
		idleInTransactionSince: session.state?.startsWith("idle in transaction") ? session.stateSince : undefined,
		purpose:
			session.backend === "walsender"
				? "replication"
				: rds && amazonUsers.includes(session.user ?? "")
					? "platform"
					: session.application === scannerApplication && session.user === server.connection.user
						? "scanner"
						: "application",
	}));
}

type MemberOf = (user: string) => (role: string) => boolean;

/** How the server lets the session in: by pg_hba.conf, or on RDS, which hides that file, by the role. */
function authentication(server: PostgresServer, session: Session, memberOf: MemberOf | undefined): ReturnType<Sessions["authentication"]> {
	const { user } = session;
	if (user === undefined) return unknown("authentication", "The session has no user.");
	if (!memberOf) return "unread" in server.memberships ? server.memberships : unknown("authentication", "Memberships were not read.");
	if ("unread" in server.platform) return server.platform;
	if (server.platform.value === "rds") return onRds(server, user, memberOf(user));
	if ("unread" in server.hba) return server.hba;
	const admission = admissionOf(
		server.hba.value,
		{
			user,
			database: session.database,
			address: session.client,
			tls: session.tls.enabled && session.tls.cipher !== "GSSAPI",
			gss: session.tls.cipher === "GSSAPI",
			replication: session.purpose === "replication" && session.database === undefined,
		},
		memberOf(user),
	);
	if ("unknown" in admission) return unknown("pg_hba.conf", admission.unknown);
	const { line, method, options } = admission.rule;
	if (method === undefined || method === "reject")
		return unknown("pg_hba.conf", `Line ${line} of pg_hba.conf refuses the session now: the file is newer than the session.`);
	if (method === "trust" && options.some((option) => /^clientcert=verify-full$/i.test(option)))
		return seen({ method: "cert", basis: "hba" });
	if (method === "trust" && options.some((option) => /^clientcert=(verify-ca|1)$/i.test(option)))
		return unknown(
			"pg_hba.conf",
			`Line ${line} of pg_hba.conf wants a certificate of any name, which is more than nothing and less than a login.`,
			"unsupported",
		);
	// With `md5` the server exchanges SCRAM when the password is stored that way.
	const exchanged = method === "md5" ? (storedAs(server, user) ?? "password") : method;
	return seen({ method: exchanged, basis: "hba" });
}

function onRds(server: PostgresServer, user: string, isIn: (role: string) => boolean): ReturnType<Sessions["authentication"]> {
	if (isIn("rds_iam")) return seen({ method: "iam", basis: "role" });
	if (isIn("rds_ad")) return seen({ method: "gss", basis: "role" });
	if (amazonUsers.includes(user)) return unknown("authentication", "How Amazon's own roles log in is not shown.");
	const stored = storedAs(server, user);
	if (stored) return seen({ method: stored, basis: "role" });
	const accepted = acceptedOnRds(server.settings);
	return seen({ method: accepted === "scram" ? "scram-sha-256" : "password", basis: "role" });
}

/** The exchange that the stored password allows, when its kind is known. */
function storedAs({ passwordTypes }: PostgresServer, user: string): string | undefined {
	const type = "value" in passwordTypes && Object.hasOwn(passwordTypes.value, user) ? passwordTypes.value[user] : undefined;
	return type === "scram-sha-256" || type === "md5" ? type : undefined;
}

const acceptedOnRds = (settings: Observed<Readonly<Record<string, { readonly value: string }>>>): string | undefined =>
	"value" in settings && Object.hasOwn(settings.value, "rds.accepted_password_auth_method")
		? settings.value["rds.accepted_password_auth_method"]?.value
		: undefined;
