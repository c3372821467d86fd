import type { CredentialProvider } from "../aws/clients.ts";
import { mapBounded } from "../aws/concurrency.ts";
import { defaultCredentials } from "../aws/credentials.ts";
import { collectMysql, unreadMysql } from "../collectors/sql/mysql/collect.ts";
import { collectPostgres, unreadPostgres } from "../collectors/sql/postgres/collect.ts";
import { explainSqlFailure } from "../connect/failure.ts";
import { connectMysql } from "../connect/mysql.ts";
import type { SqlConnection, SqlTimeouts } from "../connect/port.ts";
import { connectPostgres } from "../connect/postgres.ts";
import { targetArn } from "../connect/target.ts";
import type { CollectionError, Inventory } from "../core/inventory.ts";
import { type Observed, seen, type Unread } from "../core/observed.ts";
import type { Resource } from "../core/resources/index.ts";
import type { Scope } from "../core/scope.ts";
import type { DatabaseAccess } from "./database-access.ts";
import { outsideAws } from "./outside-aws.ts";

/** Databases that are read at a time; each has one connection. */
const databasesAtATime = 8;

/** What reading databases needs. */
export interface DatabaseRequest {
	readonly accesses: readonly DatabaseAccess[];
	readonly profile?: string | undefined;
	readonly timeouts?: SqlTimeouts | undefined;
	/** AWS's view of the same time: a server whose endpoint is in it takes its place and tags. */
	readonly aws?: Inventory | undefined;
	/** Where a server is that `aws` does not host. Default: outside AWS. */
	readonly place?: Scope | undefined;
	/** Who signs tokens of IAM authentication. Default: the profile. */
	readonly credentials?: CredentialProvider | undefined;
}

/** Reads each database through one connection. Never throws for a database: one that cannot be reached is a resource of which nothing is known. */
export async function collectDatabases(request: DatabaseRequest): Promise<Inventory> {
	const hosts = hostsOf(request.aws?.resources ?? []);
	const read = new Map<string, { resource: Resource; error: CollectionError | undefined }>();
	const unique = new Map(request.accesses.map((access) => [targetArn(access.target), access]));
	await mapBounded([...unique], databasesAtATime, async ([arn, access]) => {
		const { target } = access;
		const host = hosts.get(`${target.host.toLowerCase()}:${target.port}`);
		const scope: Scope = host ? { partition: host.partition, account: host.account, region: host.region } : (request.place ?? outsideAws);
		const common = {
			arn,
			name: arn.replace(/^[a-z]+:\/\//, ""),
			...scope,
			tags: host?.tags ?? seen({}),
			hostedBy: host?.arn,
			connection: {
				host: target.host,
				port: target.port,
				database: target.database,
				user: access.user,
				tlsMode: target.tlsMode,
				authentication: target.iam ? ("iam" as const) : access.password === undefined ? ("none" as const) : ("password" as const),
			},
		};
		const opened = await open(access, request);
		const error: Unread | undefined = "unread" in opened ? opened.unread : undefined;
		const connection = "value" in opened ? opened.value : undefined;
		try {
			const resource: Resource =
				target.engine === "postgres"
					? { kind: "postgres.Server", ...common, ...(connection ? await collectPostgres(connection) : unreadPostgres(error as Unread)) }
					: { kind: "mysql.Server", ...common, ...(connection ? await collectMysql(connection) : unreadMysql(error as Unread)) };
			// The resource itself tells every rule that it is unread; the error makes the scan incomplete and names the server.
			read.set(arn, {
				resource,
				error: error && { ...error, message: `${common.name}: ${error.message}`, scope, kinds: [] },
			});
		} finally {
			await connection?.close();
		}
	});
	const results = [...unique.keys()].flatMap((arn) => read.get(arn) ?? []);
	return {
		scopes: results.some(({ resource }) => resource.account === outsideAws.account) ? [outsideAws] : [],
		resources: results.map(({ resource }) => resource),
		errors: results.flatMap(({ error }) => error ?? []),
	};
}

async function open(access: DatabaseAccess, { profile, timeouts, credentials }: DatabaseRequest): Promise<Observed<SqlConnection>> {
	const { target, user, authorities, iamRegion } = access;
	let password = access.password;
	if (iamRegion !== undefined) {
		const { databaseToken } = await import("../aws/database-token.ts");
		try {
			password = await databaseToken({
				host: target.host,
				port: target.port,
				user,
				region: iamRegion,
				credentials: credentials ?? defaultCredentials(profile),
			});
		} catch (error) {
			return { unread: { ...explainSqlFailure(target.engine, "connect", error), cause: "denied" } };
		}
	}
	return (target.engine === "postgres" ? connectPostgres : connectMysql)(target, { user, password, authorities, timeouts });
}

type Host = Extract<Resource, { kind: "rds.DbInstance" | "rds.DbCluster" }>;

/** Endpoint to what answers there; an instance wins over its cluster. */
function hostsOf(resources: readonly Resource[]): Map<string, Host> {
	const hosts = new Map<string, Host>();
	for (const kind of ["rds.DbCluster", "rds.DbInstance"] as const) {
		for (const resource of resources) {
			if (resource.kind !== kind) continue;
			for (const address of resource.endpointAddresses ?? []) hosts.set(`${address.toLowerCase()}:${resource.port}`, resource);
		}
	}
	return hosts;
}
