import type { CollectionError, Inventory } from "../inventory.ts";
import type { ResourceKind } from "../kinds.ts";
import { seen } from "../observed.ts";
import type { DatabaseConnection } from "../resources/index.ts";
import { meshAddress } from "./addresses.ts";
import { clientMode } from "./client-mode.ts";
import { type Client, clientOf } from "./clients.ts";
import { type DatabaseServer, type Host, hostFinder } from "./hosts.ts";
import { mysqlSessions } from "./mysql.ts";
import { ownersOf } from "./owners.ts";
import { postgresSessions } from "./postgres.ts";
import { productionOf } from "./production.ts";
import { type Session, type Sessions, unknown } from "./session.ts";
import { distinct, earliest, oldestStart, weakestTls } from "./summary.ts";
import { digest, shown } from "./text.ts";

/** The kinds of AWS that tell whose an address is and where a database stands; a scan of databases and AWS collects them. */
export const connectionKinds: readonly ResourceKind[] = [
	"rds.DbInstance",
	"rds.DbCluster",
	"ec2.SecurityGroup",
	"ec2.Instance",
	"eks.Cluster",
];

/** What an earlier scan knew of a connection. */
export type EarlierConnection = Pick<DatabaseConnection, "arn" | "firstSeen">;

export interface ConnectionOptions {
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly previous?: readonly EarlierConnection[] | undefined;
	/** Arns of the servers whose connections are wanted; all without it. */
	readonly servers?: ReadonlySet<string> | undefined;
}

const engineOf = (server: DatabaseServer): DatabaseConnection["engine"] =>
	server.kind === "postgres.Server"
		? "postgres"
		: "value" in server.version && server.version.value.flavour === "mariadb"
			? "mariadb"
			: "mysql";

interface Group {
	readonly server: DatabaseServer;
	readonly host: Host;
	readonly client: Client;
	readonly facts: Sessions;
	readonly sessions: Session[];
	readonly addresses: Set<string | undefined>;
}

/** Who connects to what: the sessions of all servers, joined by client address with everything that has one. Pure; grows linearly with sessions and pods. */
export function connectionsOf(inventory: Inventory, options: ConnectionOptions): DatabaseConnection[] {
	const owners = ownersOf(inventory);
	const hostOf = hostFinder(inventory.resources);
	const groups = new Map<string, Group>();
	const known = new Set<string>();
	for (const servers of endpoints(inventory)) {
		for (const server of servers) {
			const host = hostOf(server);
			const facts =
				server.kind === "postgres.Server" ? postgresSessions(server, servers.filter(isPostgres)) : mysqlSessions(server, options.now);
			for (const session of facts.sessions) {
				// Each database of a server that is read shows all of its sessions, and so does each of its names.
				const identity = `${server.kind}\n${session.identity}`;
				if (known.has(identity)) continue;
				known.add(identity);
				const client = clientOf(session, server, host, owners);
				const method = facts.authentication(session);
				const read = servers.find(({ connection }) => connection.database === session.database) ?? servers[0] ?? server;
				const key = `${read.arn}#${digest(session.user, session.database, client.identity, session.tls.enabled, "value" in method ? method.value.method : undefined, session.purpose)}`;
				const group = groups.get(key);
				if (group) {
					group.sessions.push(session);
					group.addresses.add(client.address);
				} else groups.set(key, { server: read, host, client, facts, sessions: [session], addresses: new Set([client.address]) });
			}
		}
	}
	const services = servicesByUser(groups.values());
	const earlier = new Map(options.previous?.map(({ arn, firstSeen }) => [arn, firstSeen]));
	return [...groups]
		.filter(([, { server }]) => options.servers?.has(server.arn) ?? true)
		.map(([arn, group]) =>
			connection(arn, group, {
				at: new Date(options.now).toISOString(),
				firstSeen: earlier.get(arn),
				searched: owners.searched,
				others: services.get(userKey(group)) ?? [],
				clientMode: group.client.workload && clientMode(group.client.workload, group.server, group.host),
			}),
		)
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.arn < b.arn ? -1 : 1));
}

/** The inventory with its connections, with servers in pods led to their workloads, and with an error where sessions could not be read. */
export function withConnections(inventory: Inventory, options: ConnectionOptions): Inventory {
	const hostOf = hostFinder(inventory.resources);
	const servers = inventory.resources.filter(isServer);
	const resources = inventory.resources.map((resource) =>
		isServer(resource) ? { ...resource, hostedBy: hostOf(resource).arn } : resource,
	);
	const hosted = { ...inventory, resources };
	return {
		...hosted,
		resources: [...resources, ...connectionsOf(hosted, options)],
		errors: [
			...inventory.errors.map(withoutConnections),
			...servers.filter(({ arn }) => options.servers?.has(arn) ?? true).flatMap(unreadSessions),
		],
	};
}

/** A server that was not reached has its error already, which costs its connections too. */
const withoutConnections = (error: CollectionError): CollectionError =>
	error.operation === "connect" && error.kinds.length === 0 ? { ...error, kinds: ["database.Connection"] } : error;

/** Without sessions there may be any connections: what is not known must not look like none. */
const unreadSessions = (server: DatabaseServer): CollectionError[] => {
	const { sessions, name, partition, account, region } = server;
	if ("value" in sessions || sessions.unread.operation === "connect") return [];
	return [
		{
			...sessions.unread,
			message: `${name}: ${sessions.unread.message}`,
			scope: { partition, account, region },
			kinds: ["database.Connection"],
		},
	];
};

const isServer = (resource: Inventory["resources"][number]): resource is DatabaseServer =>
	resource.kind === "postgres.Server" || resource.kind === "mysql.Server";
const isPostgres = (server: DatabaseServer) => server.kind === "postgres.Server";

/** Servers with one endpoint are one, read through several databases. */
const endpoints = ({ resources }: Inventory): Iterable<DatabaseServer[]> =>
	Map.groupBy(resources.filter(isServer), ({ kind, connection: { host, port } }) => `${kind} ${host.toLowerCase()} ${port}`).values();

const userKey = ({ host, server, sessions: [first] }: Group): string =>
	JSON.stringify([host.arn ?? `${server.connection.host}:${server.connection.port}`, first?.user]);

/** Per server and user the known services that use it, each once. */
function servicesByUser(groups: Iterable<Group>): Map<string, readonly Client[]> {
	const found = new Map<string, Map<string, Client>>();
	for (const group of groups) {
		if (!group.client.known || group.sessions[0]?.purpose !== "application") continue;
		const key = userKey(group);
		found.set(key, (found.get(key) ?? new Map<string, Client>()).set(group.client.identity, group.client));
	}
	return new Map([...found].map(([key, clients]) => [key, [...clients.values()].slice(0, maximumServices)]));
}

/** Services with one user that are looked at: more names than are shown help nobody. */
const maximumServices = 50;

/** Names of the other services, with what tells them from this one. */
const namesOf = (others: readonly Client[], { identity, client: { cluster } }: Client): string[] =>
	distinct(
		others
			.filter((other) => other.identity !== identity)
			.map(({ service, client }) =>
				[client.cluster === cluster ? undefined : client.cluster, client.namespace, service].filter((part) => part !== undefined).join("/"),
			),
	);

/** Before a sidecar that hands plaintext on there was the network, where the mesh may have encrypted it. */
function tlsOf(sessions: readonly Session[], { client, address }: Client, mode: string | undefined): DatabaseConnection["tls"] {
	const tls = weakestTls(sessions);
	if (!tls.enabled && client.kind === "unknown" && address === meshAddress)
		return unknown(
			"tls",
			"The sidecar of a service mesh hands the session on in plaintext; how it came over the network only the mesh knows.",
		);
	return seen({ ...tls, ...(mode === undefined ? {} : { clientMode: mode }) });
}

interface Surroundings {
	readonly at: string;
	readonly firstSeen: string | undefined;
	readonly searched: DatabaseConnection["client"]["searched"];
	readonly others: readonly Client[];
	readonly clientMode: string | undefined;
}

function connection(arn: string, { server, host, client, facts, sessions, addresses }: Group, around: Surroundings): DatabaseConnection {
	const [first] = sessions as [Session, ...Session[]];
	const { partition, account, region, tags } = server;
	const ofServer = productionOf(...host.hints, { names: [first.database] });
	const ofClient = productionOf(...client.hints);
	const production = ofServer ?? ofClient;
	return {
		kind: "database.Connection",
		partition,
		account,
		region,
		tags,
		arn,
		name: shown(`${client.service} to ${first.database ?? server.name} as ${first.user ?? "?"}`),
		server: server.arn,
		serverName: server.name,
		hostedBy: host.arn,
		engine: engineOf(server),
		service: client.service,
		client: {
			...client.client,
			...(ofClient === undefined ? {} : { production: ofClient }),
			searched: [...around.searched],
			addresses: distinct(addresses),
		},
		database: first.database,
		user: first.user,
		applications: distinct(sessions.map(({ application }) => application)),
		sessions: sessions.length,
		tls: tlsOf(sessions, client, around.clientMode),
		authentication: facts.authentication(first),
		rights: facts.rights(first),
		use: facts.use(first),
		oldestSession: oldestStart(sessions),
		openSince: earliest(sessions.map(({ openSince }) => openSince)),
		firstSeen: around.firstSeen ?? around.at,
		lastSeen: around.at,
		idleInTransactionSince: earliest(sessions.map(({ idleInTransactionSince }) => idleInTransactionSince)),
		sharedWith: client.known && first.purpose === "application" ? namesOf(around.others, client) : [],
		purpose: first.purpose,
		production:
			production === undefined
				? unknown(
						"environment",
						"Neither a tag or label (environment, env, stage) nor a name of database, workload or cluster tells whether it is production.",
					)
				: seen(production),
		...(ofServer === undefined ? {} : { databaseProduction: ofServer }),
	};
}
