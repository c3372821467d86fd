import type { OfKind } from "./clusters.ts";
import { clusterKey, type Membership } from "./clusters.ts";
import { notes } from "./notes.ts";
import type { EstateConnection } from "./types.ts";

/** The connections of the inventory, in its order by name. */
export function estateConnections(of: OfKind, membership: Membership): EstateConnection[] {
	return of("database.Connection")
		.map((connection): EstateConnection => {
			const { client, tls, authentication, rights } = connection;
			const note = notes();
			const seenTls = note.take("tlsEnabled", tls);
			const method = note.take("authMethod", authentication);
			const held = note.take("privileged", rights);
			return {
				arn: connection.arn,
				service: connection.service,
				...given({ namespace: client.namespace }),
				client: client.kind,
				...given({
					clientReason: client.reason,
					workload: client.workload,
					serviceAccount: client.serviceAccount,
					iamRole: client.iamRole,
				}),
				addresses: client.addresses,
				server: connection.server,
				serverName: connection.serverName,
				...given({ hostedBy: connection.hostedBy }),
				engine: connection.engine,
				...given({ database: connection.database, user: connection.user }),
				applications: connection.applications,
				sessions: connection.sessions,
				tlsEnabled: seenTls?.enabled ?? null,
				...given({ tlsVersion: seenTls?.version, tlsCipher: seenTls?.cipher, clientTlsMode: seenTls?.clientMode }),
				authMethod: method?.method ?? null,
				...given({ authBasis: method?.basis }),
				privileged: held?.privileged ?? null,
				...given({ allowed: held?.allowed }),
				oldestSession: note.take("oldestSession", connection.oldestSession),
				...given({ openSince: connection.openSince }),
				firstSeen: connection.firstSeen,
				lastSeen: connection.lastSeen,
				sharedWith: connection.sharedWith,
				purpose: connection.purpose,
				production: note.take("production", connection.production),
				...membership.of(connection.arn),
				...note.end(),
			};
		})
		.sort((a, b) => compare(a.service, b.service) || compare(a.serverName, b.serverName) || compare(a.arn, b.arn));
}

/** Clusters of one name whose connections cannot be told apart: pods are known by the name of their cluster. */
export const ambiguousClusters = (of: OfKind, { named }: Membership): string[] => [
	...new Set(of("kubernetes.Cluster").flatMap((cluster) => (named(cluster.name).length > 1 ? [clusterKey(cluster)] : []))),
];

/** The members that are there, so that a record does not grow by what does not apply. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
