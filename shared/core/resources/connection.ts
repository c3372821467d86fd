import * as z from "zod";
import { base, observed, Timestamp } from "./schema.ts";

/** Who is at the other end of a session, as far as the same scan can tell. */
export const ConnectionClient = z.strictObject({
	/** pod, node (pods on the host's network, or translated addresses), lambda, ec2, proxy (RDS Proxy), eni (another network interface), local (socket or loopback), unknown. */
	kind: z.enum(["pod", "node", "lambda", "ec2", "proxy", "eni", "local", "unknown"]),
	/** For pods and nodes. */
	cluster: z.string().optional(),
	namespace: z.string().optional(),
	/** Kind and name of the workload, e.g. Deployment/orders-api. */
	workload: z.string().optional(),
	serviceAccount: z.string().optional(),
	/** IAM role that its service account or pod identity gives it, when it is known. */
	iamRole: z.string().optional(),
	/** Arn of the workload, function or instance. */
	arn: z.string().optional(),
	/** Why nothing more is known, or what limits it: nobody has the address, several do, or others may stand behind it. */
	reason: z.string().optional(),
	/** Where owners of addresses were looked for, with nothing missing. */
	searched: z.array(z.enum(["clusters", "aws"])),
	/** Names of other workloads that run as the same service account, at most 20. */
	serviceAccountSharedWith: z.array(z.string()).optional(),
	/** Is the client production, by its labels, tags and names; absent when nothing tells. */
	production: z.boolean().optional(),
	/** Client addresses, at most 20. */
	addresses: z.array(z.string()),
});
export type ConnectionClient = z.infer<typeof ConnectionClient>;

/** How the sessions proved who they are. */
export const ConnectionAuthentication = z.strictObject({
	/** scram-sha-256, md5, password, iam, cert, gss, ldap, peer, trust, caching_sha2_password, mysql_native_password, ed25519, …; `password` where only that is known. */
	method: z.string(),
	/** hba (the rule that admits it), role (how its password is stored, or its membership in rds_iam), plugin (of the MySQL account), session. */
	basis: z.enum(["hba", "role", "plugin", "session"]),
});
export type ConnectionAuthentication = z.infer<typeof ConnectionAuthentication>;

/** Rights of the database role behind a connection. */
export const ConnectionRights = z.strictObject({
	/** What makes it privileged: superuser, rds_superuser, CREATEROLE, SUPER, …; empty for an ordinary role. */
	privileged: z.array(z.string()),
	/** Kinds of statement that its grants in the connection's database allow: read, write, define (DDL); absent when grants were not read in that database. */
	allowed: z.array(z.enum(["read", "write", "define"])).optional(),
});
export type ConnectionRights = z.infer<typeof ConnectionRights>;

/** What the server has counted of the role's statements. */
export const ConnectionUse = z.strictObject({
	/** When counting began. */
	since: Timestamp,
	read: z.int(),
	write: z.int(),
	define: z.int(),
	other: z.int(),
	/** Why a count may be too low; empty when nothing is missing. */
	gaps: z.array(z.string()),
});
export type ConnectionUse = z.infer<typeof ConnectionUse>;

/** Sessions of one service, user, database and way in, on one server, at the time of the scan. Who connects to what, how, since when. */
export const DatabaseConnection = z.strictObject({
	kind: z.literal("database.Connection"),
	...base,
	/** Arn of the server, as its own resource has it. */
	server: z.string(),
	/** Name of the server for people. */
	serverName: z.string(),
	/** The RDS instance or cluster, or the workload in a cluster, behind the server. */
	hostedBy: z.string().optional(),
	engine: z.enum(["postgres", "mysql", "mariadb"]),
	/** For people: workload, function, instance, or else application name or address. */
	service: z.string(),
	client: ConnectionClient,
	database: z.string().optional(),
	user: z.string().optional(),
	/** application_name, at most 20, as the client says. */
	applications: z.array(z.string()),
	sessions: z.int(),
	/** Sessions without encryption among them; a connection whose sessions differ in TLS is split. */
	tls: observed(
		z.strictObject({
			enabled: z.boolean(),
			version: z.string().optional(),
			cipher: z.string().optional(),
			/** The mode that the client's own configuration asks for, when it is a pod whose variables say it: verify-full, require, …; `unset` when they are known and set none. */
			clientMode: z.string().optional(),
		}),
	),
	authentication: observed(ConnectionAuthentication),
	rights: observed(ConnectionRights),
	use: observed(ConnectionUse),
	/** Start of the oldest session. */
	oldestSession: observed(Timestamp),
	/** A time at which a session was open already, where its start is not known. */
	openSince: Timestamp.optional(),
	/** Earliest time at which this or an earlier scan saw it. */
	firstSeen: Timestamp,
	/** Time of the scan. */
	lastSeen: Timestamp,
	/** Since when the session that has idled longest in a transaction does so. */
	idleInTransactionSince: Timestamp.optional(),
	/** Names of other services that use the same database user. */
	sharedWith: z.array(z.string()),
	/** Opened by Parapet itself, by the platform (rdsadmin) or for replication: not an application. */
	purpose: z.enum(["application", "scanner", "platform", "replication"]),
	/** Is it production, by the tags of the database, the labels of namespace and workload, or their names; unread when nothing tells. */
	production: observed(z.boolean()),
	/** Is the database production, by its own tags and names alone; absent when nothing tells. */
	databaseProduction: z.boolean().optional(),
});
export type DatabaseConnection = z.infer<typeof DatabaseConnection>;
