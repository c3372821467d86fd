import type { Inventory } from "../../shared/core/inventory.ts";
import { seen, type Unread, unread } from "../../shared/core/observed.ts";
import type { DatabaseConnection, Resource } from "../../shared/core/resources/index.ts";
import { compliant } from "./compliant/index.ts";

/** The place that the clusters, databases and keys of this estate share. */
export const place = { partition: "aws", account: "123456789012", region: "eu-west-1" } as const;
/** Key of a cluster there. */
export const clusterKey = (name: string): string => `aws/123456789012/eu-west-1/${name}`;
export const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;

const skipped: Unread = { service: "eks", operation: "ListPodIdentityAssociations", cause: "skipped", message: "AWS was not scanned" };

/** The compliant connection with differences; what its client differs in is given apart. */
export function connectionFrom(
	service: string,
	differences: Partial<DatabaseConnection> = {},
	client: Partial<DatabaseConnection["client"]> = {},
): DatabaseConnection {
	const base = compliant("database.Connection");
	return {
		...base,
		arn: `${base.server}#${service}-${differences.user ?? base.user}-${differences.database ?? base.database}`,
		service,
		name: `${service} to ${differences.database ?? base.database}`,
		...differences,
		client: {
			...base.client,
			workload: `Deployment/${service}`,
			serviceAccount: service,
			arn: `kubernetes://prod/orders/Deployment/${service}`,
			...client,
		},
	};
}

/** The connection in clear. */
export const plaintext = (
	service: string,
	differences: Partial<DatabaseConnection> = {},
	client: Partial<DatabaseConnection["client"]> = {},
) =>
	connectionFrom(service, { tls: seen({ enabled: false }), authentication: seen({ method: "md5", basis: "hba" }), ...differences }, client);

const key = seen({ arn: arn("kms", "key/orders"), manager: "CUSTOMER" as const, state: "Enabled", owner: place.account });

/** A database of RDS that the cluster prod uses. */
export const ordersDatabase = {
	...compliant("rds.DbInstance"),
	...place,
	arn: arn("rds", "db:orders"),
	name: "orders",
	resourceId: "db-ORDERS",
	clusterId: undefined,
	endpointAddresses: ["orders.abc.eu-west-1.rds.amazonaws.com"],
	kmsKey: key,
};

/** One that no service of a cluster uses. */
export const lonelyDatabase = {
	...ordersDatabase,
	arn: arn("rds", "db:lonely"),
	name: "lonely",
	resourceId: "db-LONELY",
	endpointAddresses: ["lonely.abc.eu-west-1.rds.amazonaws.com"],
	storageEncrypted: false,
	kmsKey: undefined,
};

/** The server of `ordersDatabase`, read from within. */
export const ordersServer = {
	...compliant("postgres.Server"),
	...place,
	arn: compliant("database.Connection").server,
	name: "orders.abc.eu-west-1.rds.amazonaws.com:5432/orders",
	hostedBy: ordersDatabase.arn,
};

export const prod = { ...compliant("kubernetes.Cluster"), ...place };
export const prodInEks = { ...compliant("eks.Cluster"), ...place, arn: arn("eks", "cluster/prod"), name: "prod" };
/** A cluster of EKS whose own API was not read. */
export const unreadCluster = { ...prodInEks, arn: arn("eks", "cluster/edge"), name: "edge" };

/** One estate with two clusters: connections of every sort, databases in RDS and in pods, keys, certificates, and everybody who has access. */
export const resources: Resource[] = [
	prod,
	prodInEks,
	unreadCluster,
	ordersDatabase,
	lonelyDatabase,
	ordersServer,
	connectionFrom("orders-api"),
	plaintext("billing", {
		user: "billing",
		production: unread({ service: "connection", operation: "environment", cause: "notFound", message: "Nothing tells" }),
	}),
	connectionFrom("worker", {
		user: "postgres",
		rights: seen({ privileged: ["SUPERUSER"] }),
		authentication: seen({ method: "scram-sha-256", basis: "hba" }),
		tls: seen({ enabled: true, version: "TLSv1.2", clientMode: "require" }),
	}),
	connectionFrom("reports", {
		user: "reports",
		authentication: unread({ service: "postgres", operation: "hba", cause: "denied", message: "not readable" }),
	}),
	connectionFrom(
		"nightly",
		{ user: "nightly", tls: seen({ enabled: false }) },
		{
			kind: "lambda",
			cluster: undefined,
			namespace: undefined,
			workload: undefined,
			serviceAccount: undefined,
			arn: arn("lambda", "function:nightly"),
		},
	),
	connectionFrom(
		"10.9.8.7",
		{ user: "someone" },
		{
			kind: "unknown",
			cluster: undefined,
			namespace: undefined,
			workload: undefined,
			serviceAccount: undefined,
			arn: undefined,
			reason: "No pod, node or network interface that was scanned has the address.",
		},
	),
	connectionFrom(
		"parapet",
		{ user: "parapet_scanner", purpose: "scanner" },
		{ kind: "local", cluster: undefined, namespace: undefined, workload: undefined, serviceAccount: undefined, arn: undefined },
	),
	{
		...compliant("kubernetes.Namespace"),
		...place,
		secretReaders: seen([
			{
				subject: { kind: "ServiceAccount", name: "deployer", namespace: "ci" },
				role: "kubernetes://prod/-/ClusterRole/deployer",
				verbs: ["get", "list"],
				clusterWide: true,
			},
		]),
	},
	{ ...compliant("kubernetes.ServiceAccount"), ...place },
	{
		...compliant("kubernetes.ServiceAccount"),
		...place,
		arn: "kubernetes://prod/orders/ServiceAccount/idle",
		name: "idle",
		roleArn: undefined,
		role: undefined,
		usesDatabase: seen(false),
		databaseHosts: seen([]),
		podIdentityRole: unread(skipped),
	},
	{
		...compliant("kubernetes.Workload"),
		...place,
		arn: "kubernetes://prod/orders/StatefulSet/cache-db",
		name: "cache-db",
		database: { engine: "postgres", by: "label" },
	},
	{ ...compliant("kubernetes.OperatorDatabase"), ...place, tlsRequired: undefined },
	{ ...compliant("kms.Key"), ...place, arn: arn("kms", "key/orders"), keyId: "orders", aliases: ["alias/orders"] },
	{
		...compliant("secretsmanager.Secret"),
		...place,
		arn: arn("secretsmanager", "secret:orders"),
		name: "orders",
		database: ordersDatabase.arn,
		kmsKey: seen({ arn: arn("kms", "key/aws-secrets"), manager: "AWS" as const, state: "Enabled", owner: place.account }),
	},
	{
		...compliant("rds.Snapshot"),
		...place,
		arn: arn("rds", "snapshot:orders-1"),
		name: "orders-1",
		of: "instance",
		sourceId: "orders",
		encrypted: true,
		kmsKey: key,
	},
	{
		...compliant("rds.Snapshot"),
		...place,
		arn: arn("rds", "snapshot:orders-2"),
		name: "orders-2",
		of: "instance",
		sourceId: "orders",
		encrypted: false,
		kmsKey: undefined,
	},
	{
		...compliant("iam.Principal"),
		...place,
		region: "global",
		arn: "arn:aws:iam::123456789012:role/orders-api",
		name: "orders-api",
		policies: [connectPolicy("db-ORDERS", "orders_app")],
	},
	{
		...compliant("iam.Principal"),
		...place,
		region: "global",
		arn: "arn:aws:iam::123456789012:role/broken",
		name: "broken",
		policies: [{ policyName: "p", inline: true, document: { json: "{" } }],
	},
];

/** An inline policy that lets its holder log in to a database. */
export function connectPolicy(database: string, user: string) {
	const Resource = `arn:aws:rds-db:eu-west-1:123456789012:dbuser:${database}/${user}`;
	return {
		policyName: "connect",
		inline: true,
		document: { json: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "rds-db:connect", Resource }] }) },
	};
}

/** An inventory of these resources in that place. */
export const estateInventory = (own: readonly Resource[] = resources, errors: Inventory["errors"] = []): Inventory => ({
	scopes: [place],
	resources: own,
	errors,
});
