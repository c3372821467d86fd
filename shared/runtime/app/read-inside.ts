import type { Target as Account } from "../../aws/accounts.ts";
import { outOfTime } from "../../aws/caller.ts";
import { credentialFailure } from "../../aws/credentials.ts";
import { passed } from "../../aws/deadline.ts";
import type { Collected } from "../../collectors/ports.ts";
import { ConfigError } from "../../core/errors.ts";
import type { CollectionError, Inventory } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import type { Unread } from "../../core/observed.ts";
import type { AppDatabase } from "./app-config.ts";
import { clusterName } from "./cluster-name.ts";
import type { PartSpec } from "./item-kinds.ts";
import { notCovered } from "./not-covered.ts";
import type { PartReader, PartReading, ScanPorts } from "./scan-scope.ts";

/** Reads the parts inside clusters and databases; those of AWS are another function's. */
export const insideReader = (ports: ScanPorts): PartReader<"inside"> => ({
	turn: "inside",
	read: (spec, reading) => (spec.type === "cluster" ? readCluster(spec, reading, ports) : readDatabases(spec, reading, ports)),
});

async function readCluster(
	{ arn }: Extract<PartSpec, { type: "cluster" }>,
	{ item, account, deadline, now }: PartReading,
	{ config, connection }: ScanPorts,
): Promise<Inventory> {
	const { collectCluster, targetOf, unreachable } = await import("../collect-cluster.ts");
	const { partition, account: id, region } = item.scope;
	const scope = { partition, account: id, region, cluster: clusterName(arn, config) };
	const whole = ({ resources, errors }: Collected): Inventory => ({ scopes: [scope], resources, errors });
	const refused = account ? await refusal(account) : notCovered(item.scope);
	if (!account || refused) return whole(unreachable(refused ?? notCovered(item.scope), scope));
	const { findEksClusters } = await import("../../kubernetes/eks.ts");
	try {
		const callerFor: ScanPorts["connection"]["caller"] = (place, credentials) => connection.caller(place, credentials, deadline);
		const [found] = await findEksClusters([arn], [{ ...account, regions: item.regions }], callerFor, now);
		if (!found) return whole(unreachable(absent(arn), scope));
		return whole(
			await collectCluster(
				{ ...targetOf(found), name: scope.cluster },
				{ namespaces: config.kubernetes.namespaces, environment: {}, deadline },
			),
		);
	} catch (error) {
		// A cluster that is no more must cost itself alone.
		if (!(error instanceof ConfigError)) throw error;
		return whole(unreachable(absent(arn), scope));
	}
}

const absent = (arn: string): Unread => ({
	service: "eks",
	operation: "DescribeCluster",
	cause: "notFound",
	message: `There is no EKS cluster ${arn}.`,
});

async function refusal(account: Account): Promise<Unread | undefined> {
	try {
		await account.credentials();
		return undefined;
	} catch (error) {
		return credentialFailure(error);
	}
}

async function readDatabases(
	{ keys }: Extract<PartSpec, { type: "databases" }>,
	{ item, account, deadline, earlier, log }: PartReading,
	{ config, connection, credentials }: ScanPorts,
): Promise<Inventory> {
	const [{ collectDatabases }, { resolveDatabases }, { databaseSecretBy }] = await Promise.all([
		import("../collect-databases.ts"),
		import("../database-access.ts"),
		import("../database-secret.ts"),
	]);
	const wishes = config.databases.filter(({ key }) => keys.includes(key));
	const known = new Set(wishes.map(({ key }) => key));
	// Planned by another deployment than this one: it was not looked at, which does not mean that it is gone.
	const unknown = keys.filter((key) => !known.has(key)).map((key) => ({ ...unconfigured(key), scope: item.scope }));
	const errors: CollectionError[] = [...unknown];
	const accesses = [];
	// As the function itself: the SDK's own chain of credentials is in no bundle.
	const secretOf = (arn: string) => databaseSecretBy(arn, (scope) => connection.caller(scope, credentials, deadline));
	for (const wish of wishes) {
		try {
			accesses.push(...(await resolveDatabases({ wishes: [wish] }, {}, secretOf)));
		} catch (error) {
			// A secret that cannot be read costs its own database.
			if (!(error instanceof ConfigError)) throw error;
			errors.push({
				service: "sql",
				operation: "connect",
				cause: "denied",
				message: error.message,
				scope: item.scope,
				kinds: serverKinds(wish),
			});
		}
	}
	for (const { target } of accesses)
		if (target.tlsMode !== "verify-full")
			log.warn("A database is read without verifying who answers.", { host: target.host, sslmode: target.tlsMode });
	const aws = await earlier("aws");
	const late = wishes.map(
		(wish): CollectionError => ({
			...connecting(wish),
			cause: "timeout",
			message: `${wish.key}: ${outOfTime}`,
			scope: item.scope,
			kinds: serverKinds(wish),
		}),
	);
	const read = await Promise.race([
		collectDatabases({
			accesses,
			place: item.scope,
			credentials: account?.credentials ?? credentials,
			aws: { scopes: [], resources: aws.flatMap(({ resources }) => resources), errors: [] },
		}),
		passed(deadline),
	]);
	if (read === undefined) return { scopes: [item.scope], resources: [], errors: [...late, ...unknown] };
	return { scopes: [item.scope], resources: read.resources, errors: [...read.errors, ...errors] };
}

const connecting = ({ url }: AppDatabase) => ({ service: url?.target.engine ?? "secretsmanager", operation: "connect" });

/** Of a key that no database of the configuration has. */
function unconfigured(key: string): Omit<CollectionError, "scope"> {
	const engine = /^(postgres|mysql):/.exec(key)?.[1] as "postgres" | "mysql" | undefined;
	return {
		service: engine ?? "secretsmanager",
		operation: "connect",
		cause: "skipped",
		message: `${key}: a deployment changed the configuration while the run was under way. The next run reads what is configured now.`,
		kinds: kindsOfServers(engine ? [engine] : engines),
	};
}

const engines = ["postgres", "mysql"] as const;

const kindsOfServers = (of: readonly (typeof engines)[number][]): ResourceKind[] => [
	...of.map((engine): ResourceKind => `${engine}.Server`),
	"database.Connection",
];

const serverKinds = ({ url }: AppDatabase): ResourceKind[] => kindsOfServers(url ? [url.target.engine] : engines);
