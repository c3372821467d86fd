import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../aws/caller.ts";
import type { SecretDescription, Server } from "../../rotation/effects.ts";
import type { Directory } from "../../rotation/ports.ts";
import type { DatabaseSecret, RotationEngine } from "../../rotation/secret.ts";
import { findHost, rdsListing, regionOfHost } from "./rds.ts";

/** How databases are found. */
export interface DirectorySettings {
	/** A caller for a region; for the one of the rotation when none is named. */
	readonly caller: (region?: string) => AwsCaller;
	/** The name that a host is an alias of; undefined when it is none or does not resolve. */
	readonly alias: (host: string) => Promise<string | undefined>;
	/** Hosts of servers that RDS does not run, which are taken as they are. */
	readonly hosts?: readonly string[] | undefined;
}

interface Place {
	readonly server: Server;
	readonly resource: Resource;
}
type Located = Place | { readonly refused: string };

/** An instance or a cluster, as far as it decides whose secrets belong to it. */
interface Resource {
	readonly masterUsername?: string | undefined;
	readonly masterSecret?: string | undefined;
}

/** Aliases lead over at most so many names. */
const longestChain = 8;

const engineOf = (engine = ""): RotationEngine | undefined => {
	if (engine === "mariadb") return "mariadb";
	if (/postgres/.test(engine)) return "postgres";
	return /mysql|^aurora$/.test(engine) ? "mysql" : undefined;
};

/** Databases by RDS's own word. */
export function rdsDirectory({ caller, alias, hosts = [] }: DirectorySettings): Directory {
	const located = async (secret: DatabaseSecret): Promise<Located> => {
		let host = secret.host.toLowerCase().replace(/\.$/, "");
		if (hosts.some((each) => each.toLowerCase() === host)) return { server: { host, port: secret.port }, resource: {} };
		for (let step = 0; step < longestChain; step++) {
			const found = await findHost(caller(regionOfHost(host)), host);
			if (!found) {
				// A name of one's own for an endpoint: the certificate is in the name of the endpoint, and so is what is connected to.
				const next = regionOfHost(host) === undefined ? await alias(host) : undefined;
				if (next === undefined) break;
				host = next.toLowerCase().replace(/\.$/, "");
				continue;
			}
			if ("proxy" in found)
				return {
					refused: `${host} is an endpoint of the RDS Proxy ${found.proxy}, which logs in with secrets of its own and would go on using the old password. Put the endpoint of the database itself into the secret, and list the secrets of both users at the proxy.`,
				};
			if ("cluster" in found) return ofCluster(found.cluster, secret, host);
			const { DBClusterIdentifier } = found.instance;
			if (DBClusterIdentifier === undefined) return ofInstance(found.instance, secret, host);
			const [cluster] = await rdsListing(caller(regionOfHost(host))).clusters(DBClusterIdentifier);
			return cluster
				? ofCluster(cluster, secret, host)
				: { refused: `RDS does not tell about the cluster ${DBClusterIdentifier}, which ${host} belongs to.` };
		}
		return {
			refused: `RDS knows of no instance or cluster at ${secret.host}. If RDS does not run this server, name the host in deploy.rotation.hosts.`,
		};
	};
	return {
		async locate(secret) {
			const found = await located(secret);
			if ("refused" in found) return found;
			const { masterSecret, masterUsername } = found.resource;
			if (masterSecret !== undefined && masterUsername === secret.username)
				return {
					refused: `The password of ${JSON.stringify(secret.username)} is managed by RDS, in the secret ${masterSecret}. RDS rotates it; nothing else may.`,
				};
			return found.server;
		},
		async prove(superuser, superuserSecret, secret, server) {
			if (superuserSecret.engine !== secret.engine) return `it is for ${superuserSecret.engine}, and the database is ${secret.engine}.`;
			const found = await located(superuserSecret);
			if ("refused" in found) return found.refused;
			if (superuser.owningService !== undefined) return managedProblem(superuser, found, server);
			const same =
				server.resource === undefined && found.server.resource === undefined
					? found.server.host === server.host && found.server.port === server.port
					: found.server.resource === server.resource;
			return same ? undefined : `it leads to ${nameOf(found.server)}, and the database is ${nameOf(server)}.`;
		},
	};
}

const nameOf = ({ host, port, resource }: Server): string => resource ?? `${host}:${port}`;

/** A secret that RDS manages belongs to a server when both say so: the secret by a tag that only AWS can set, the server by the secret's ARN. */
function managedProblem(superuser: SecretDescription, found: Place, server: Server): string | undefined {
	if (superuser.owningService !== "rds") return `it is managed by ${superuser.owningService}.`;
	const owner = managedOwner(superuser);
	if (owner === undefined) return "RDS does not say on it which instance or cluster it is for.";
	if (owner !== server.resource) return `it is that of ${owner}, and the database is ${nameOf(server)}.`;
	return found.resource.masterSecret === superuser.arn ? undefined : `${owner} has ${found.resource.masterSecret ?? "no secret of RDS"}.`;
}

/** ARN of the instance or cluster whose master password a secret of RDS holds. */
export const managedOwner = ({ tags }: Pick<SecretDescription, "tags">): string | undefined =>
	Object.entries(tags).find(([key]) => /^aws:rds:primarydb(?:instance|cluster)arn$/i.test(key))?.[1];

function engineProblem(engine: string | undefined, secret: DatabaseSecret, host: string): string | undefined {
	return engineOf(engine) === secret.engine
		? undefined
		: `The secret is for ${secret.engine}, and RDS runs ${engine ?? "another engine"} at ${host}.`;
}

function ofInstance(instance: DBInstance, secret: DatabaseSecret, host: string): Located {
	const problem = engineProblem(instance.Engine, secret, host);
	if (problem) return { refused: problem };
	const source = instance.ReadReplicaSourceDBInstanceIdentifier ?? instance.ReadReplicaSourceDBClusterIdentifier;
	if (source)
		return {
			refused: `${host} is a read replica of ${source}: passwords are changed there, and reach the replica later. Put the endpoint of ${source} into the secret.`,
		};
	const { Address, Port } = instance.Endpoint ?? {};
	if (Address === undefined || Port === undefined)
		return { refused: `RDS does not tell the endpoint of ${instance.DBInstanceIdentifier} (${instance.DBInstanceStatus}).` };
	return {
		server: { host: Address, port: Port, resource: instance.DBInstanceArn },
		resource: { masterUsername: instance.MasterUsername, masterSecret: instance.MasterUserSecret?.SecretArn },
	};
}

/** The writer's endpoint follows failovers, so that it is taken for every other endpoint of the cluster. */
function ofCluster(cluster: DBCluster, secret: DatabaseSecret, host: string): Located {
	const problem = engineProblem(cluster.Engine, secret, host);
	if (problem) return { refused: problem };
	const { DBClusterIdentifier, Endpoint, Port, DBClusterMembers = [], ReplicationSourceIdentifier } = cluster;
	if (ReplicationSourceIdentifier)
		return {
			refused: `The cluster ${DBClusterIdentifier} is a replica of ${ReplicationSourceIdentifier}: passwords are changed there. Put the endpoint of ${ReplicationSourceIdentifier} into the secret.`,
		};
	if (!DBClusterMembers.some(({ IsClusterWriter }) => IsClusterWriter))
		return {
			refused: `The cluster ${DBClusterIdentifier} has no writer. Of a global database only the primary cluster has one: put its endpoint into the secret.`,
		};
	if (Endpoint === undefined || Port === undefined) return { refused: `RDS does not tell the endpoint of ${DBClusterIdentifier}.` };
	return {
		server: { host: Endpoint, port: Port, resource: cluster.DBClusterArn },
		resource: { masterUsername: cluster.MasterUsername, masterSecret: cluster.MasterUserSecret?.SecretArn },
	};
}
