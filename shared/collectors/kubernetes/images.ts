/** Names of images of database servers, without registry, tag and digest: official ones and those of common vendors. */
const servers: readonly (readonly [string, RegExp])[] = [
	[
		"postgres",
		/^(postgres|postgresql|postgis|pgvector|timescaledb|timescaledb-ha|postgresql-repmgr|postgresql-ha|postgres-ha|postgres-ssl|postgres-advanced|edb-postgres-advanced|spilo|spilo-\d+|spilo-cdp-\d+|crunchy-postgres|crunchy-postgres-gis|crunchy-postgres-ha|citus|percona-distribution-postgresql|percona-postgresql-operator|pgautoupgrade|postgresql-\d+(-(centos|rhel|c\d|el)\w*)?)$/,
	],
	[
		"mysql",
		/^(mysql|mysql-server|percona|percona-server|percona-xtradb-cluster|percona-xtradb-cluster-operator|mysql-\d+(-(centos|rhel|c\d|el)\w*)?)$/,
	],
	["mariadb", /^(mariadb|mariadb-galera|mariadb-server|mariadb-enterprise-server|mariadb-\d+(-(centos|rhel|c\d|el)\w*)?)$/],
	["mongodb", /^(mongo|mongodb|mongodb-community-server|mongodb-enterprise-server|mongodb-sharded|percona-server-mongodb)$/],
	["redis", /^(redis|redis-stack|redis-stack-server|redis-cluster|keydb|valkey|valkey-cluster|dragonfly)$/],
	["elasticsearch", /^elasticsearch$/],
	["opensearch", /^opensearch$/],
	["cassandra", /^(cassandra|scylla|cass-management-api|dse-server)$/],
	["clickhouse", /^(clickhouse|clickhouse-server)$/],
	["cockroachdb", /^cockroach$/],
	["neo4j", /^neo4j$/],
	["influxdb", /^influxdb\d?$/],
	["couchdb", /^couchdb$/],
];

/** Poolers and routers, which speak the protocol of the database and let in whom it lets in. */
const poolers: readonly (readonly [string, RegExp])[] = [
	["postgres", /^(crunchy-)?(pgbouncer|pgpool|pgpool-ii|pgcat|odyssey|pgbouncer-\d+)$/],
	["mysql", /^(proxysql|proxysql2|maxscale|mysql-router|community-router|mysqlrouter)$/],
];

/** The product to which an image of a pooler or router leads; undefined for everything else. */
export const poolerInImage = (image: string): string | undefined => {
	const name = imagePath(image).split("/").at(-1) ?? "";
	return poolers.find(([, pattern]) => pattern.test(name))?.[0];
};

/** Images of several products under one name, told apart by the folder that they are in. */
const inFolders: readonly (readonly [string, RegExp])[] = [
	["mysql", /(^|\/)mysql\/(community-server|enterprise-server|mysql-server|community-operator-server)$/],
	["sqlserver", /(^|\/)mssql\/(server|rhel\/server)$/],
	["oracle", /(^|\/)database\/(free|express|enterprise)$/],
	["couchbase", /(^|\/)couchbase\/server$/],
];

/** Ports by which an image of the organisation's own, named after the product, gives itself away. */
const usualPorts: Readonly<Record<string, readonly [string, number]>> = {
	postgres: ["postgres", 5432],
	postgresql: ["postgres", 5432],
	mysql: ["mysql", 3306],
	mariadb: ["mariadb", 3306],
	mongodb: ["mongodb", 27017],
	redis: ["redis", 6379],
};

/** An image by its path, without registry, tag and digest, in lower case. */
export function imagePath(image: string): string {
	const [bare = ""] = image.toLowerCase().split("@");
	const parts = bare.split("/");
	const [first = ""] = parts;
	const path = parts.length > 1 && (/[.:]/.test(first) || first === "localhost") ? parts.slice(1) : parts;
	return path.join("/").replace(/:[^/:]*$/, "");
}

/** The tag, when the image has one. */
const imageTag = (image: string): string | undefined => /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1];

/** The database server that an image holds; undefined for everything else, such as exporters, poolers, clients and consoles. */
export function serverInImage(image: string, ports: readonly number[] = []): string | undefined {
	const path = imagePath(image);
	const name = path.split("/").at(-1) ?? "";
	// Percona's operators name the component by tag: its pooler and backup images have the same name.
	if (/^percona-(postgresql|xtradb-cluster)-operator$/.test(name)) {
		const tag = imageTag(image) ?? "";
		if (!/-postgres(-gis)?\d*$|-pxc\d/.test(tag)) return undefined;
	}
	const known = inFolders.find(([, pattern]) => pattern.test(path)) ?? servers.find(([, pattern]) => pattern.test(name));
	if (known) return known[0];
	const last = name.split("-").at(-1) ?? "";
	const usual = Object.hasOwn(usualPorts, last) ? usualPorts[last] : undefined;
	return usual && ports.includes(usual[1]) ? usual[0] : undefined;
}
