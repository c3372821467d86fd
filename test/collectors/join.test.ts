import { describe, expect, it } from "vitest";
import { joinResources } from "../../shared/collectors/join.ts";
import type { CollectionError } from "../../shared/core/inventory.ts";
import type { ResourceKind, ResourceOf } from "../../shared/core/kinds.ts";
import { seen, unread } from "../../shared/core/observed.ts";
import { Resource } from "../../shared/core/resources/index.ts";
import { compliant } from "../support/compliant/index.ts";

const dbInstance = compliant("rds.DbInstance");
const dbCluster = compliant("rds.DbCluster");
const dbSnapshot = compliant("rds.Snapshot");
const secret = compliant("secretsmanager.Secret");
const iamPrincipal = compliant("iam.Principal");
const globalCluster = compliant("rds.GlobalCluster");
const eventSubscription = compliant("rds.EventSubscription");
const kmsKey = compliant("kms.Key");
const scope = { partition: dbInstance.partition, account: dbInstance.account, region: dbInstance.region };
const region = compliant("aws.Region");
const eksCluster = compliant("eks.Cluster");
const error = (kind: ResourceKind, more: Partial<CollectionError> = {}): CollectionError => ({
	service: "rds",
	operation: "DescribeDBInstances",
	cause: "denied",
	message: "no",
	scope,
	kinds: [kind],
	...more,
});
const reason = { unread: { service: "rds", operation: "DescribeDBInstances", cause: "denied" as const, message: "no" } };

function join<K extends ResourceKind>(kind: K, resources: readonly Resource[], errors: readonly CollectionError[] = []): ResourceOf<K>[] {
	const joined = joinResources(resources, errors, [scope]);
	for (const resource of joined) expect(Resource.safeParse(resource).error?.issues).toBeUndefined();
	return joined.filter((resource): resource is ResourceOf<K> => resource.kind === kind);
}

describe("A KMS key", () => {
	const key = (arn: string) => seen({ arn, manager: "CUSTOMER" as const, state: "Enabled", owner: scope.account });
	const mine = { ...kmsKey, arn: "arn:key:mine", encrypts: [] };

	it("encrypts what names it, each once, whatever for", () => {
		const [joined] = join("kms.Key", [
			mine,
			{ ...kmsKey, arn: "arn:key:other" },
			{ ...dbInstance, arn: "i", kmsKey: key("arn:key:mine"), masterSecretKey: key("arn:key:mine"), performanceInsightsKey: key("x") },
			{ ...dbCluster, arn: "c", kmsKey: undefined, masterSecretKey: undefined, performanceInsightsKey: key("arn:key:mine") },
			{ ...dbSnapshot, arn: "s", kmsKey: key("arn:key:mine") },
			{ ...dbSnapshot, arn: "unread", kmsKey: unread({ service: "kms", operation: "DescribeKey", cause: "denied", message: "no" }) },
			{ ...secret, arn: "secret", kmsKey: key("arn:key:mine") },
			{ ...eksCluster, arn: "eks", encryptionKey: key("arn:key:mine") },
			{ ...compliant("backup.Vault"), arn: "vault", kmsKey: key("arn:key:mine") },
			{ ...compliant("logs.LogGroup"), arn: "logs", kmsKeyId: "arn:key:mine" },
		]);
		expect(joined?.encrypts).toEqual(["c", "eks", "i", "logs", "s", "secret", "vault"]);
	});

	it("encrypts nothing when nothing names it", () => {
		expect(join("kms.Key", [{ ...mine, encrypts: ["stale"] }])[0]?.encrypts).toEqual([]);
	});
});

describe("An IAM principal", () => {
	const principal = {
		...iamPrincipal,
		account: scope.account,
		databaseResourceIds: unread({ ...reason.unread, cause: "skipped" as const }),
	};
	const abroad = { ...dbInstance, region: "us-east-1", resourceId: "db-ABROAD" };
	const foreign = { ...dbInstance, account: "999999999999", resourceId: "db-FOREIGN" };

	it("knows the databases of all regions of its account", () => {
		const [joined] = join("iam.Principal", [principal, dbInstance, dbCluster, abroad, foreign]);
		expect(joined?.databaseResourceIds).toEqual(seen(["cluster-ABCDEFGHIJKL", "db-ABCDEFGHIJKL", "db-ABROAD"]));
		expect(joined?.databaseRegions).toEqual([scope.region]);
	});

	it("knows that there are none", () => expect(join("iam.Principal", [principal])[0]?.databaseResourceIds).toEqual(seen([])));

	it.each(["rds.DbInstance", "rds.DbCluster"] as const)("does not know them when %s could not be listed in some region", (kind) => {
		const failed = error(kind, { scope: { ...scope, region: "us-east-1" } });
		expect(join("iam.Principal", [principal, dbInstance], [failed])[0]?.databaseResourceIds).toEqual(reason);
	});

	it("does not mind failures of other accounts and kinds", () => {
		const others = [error("rds.DbInstance", { scope: { ...scope, account: "999999999999" } }), error("rds.Snapshot")];
		expect(join("iam.Principal", [principal], others)[0]?.databaseResourceIds).toEqual(seen([]));
	});

	it("does not know them when AWS named no resource id", () => {
		const [joined] = join("iam.Principal", [principal, { ...dbInstance, resourceId: undefined }]);
		expect(joined?.databaseResourceIds).toMatchObject({ unread: { cause: "malformed" } });
	});
});

describe("A secret", () => {
	const plain = { ...secret, database: undefined };
	const managed = (server: typeof dbInstance | typeof dbCluster) => ({ ...server, masterSecret: { arn: plain.arn } });

	it("opens the instance or cluster whose master password it is", () => {
		expect(join("secretsmanager.Secret", [plain, managed(dbInstance)])[0]?.database).toBe(dbInstance.arn);
		expect(join("secretsmanager.Secret", [plain, managed(dbCluster)])[0]?.database).toBe(dbCluster.arn);
	});

	it("keeps the database that its tags name, and has none when nothing names it", () => {
		expect(join("secretsmanager.Secret", [{ ...plain, database: "tagged" }, managed(dbInstance)])[0]?.database).toBe("tagged");
		expect(join("secretsmanager.Secret", [plain, dbInstance])[0]?.database).toBeUndefined();
	});
});

describe("A region", () => {
	it("counts what it holds, and only that", () => {
		const elsewhere = { region: "us-east-1" };
		const [joined] = join("aws.Region", [
			region,
			dbInstance,
			{ ...dbInstance, ...elsewhere },
			dbCluster,
			eksCluster,
			{ ...eksCluster, ...elsewhere },
			eventSubscription,
			{ ...eventSubscription, ...elsewhere },
		]);
		const { arn, name, sourceType, categories, sourceIds, enabled, status } = eventSubscription;
		expect(joined).toMatchObject({
			databases: seen({ instances: 1, clusters: 1 }),
			eksClusters: seen(1),
			eventSubscriptions: seen([{ arn, name, sourceType, categories, sourceIds, enabled, status }]),
		});
	});

	it.each([
		["rds.DbInstance", "databases"],
		["rds.DbCluster", "databases"],
		["eks.Cluster", "eksClusters"],
		["rds.EventSubscription", "eventSubscriptions"],
	] as const)("when %s could not be listed has unread %s and nothing else", (kind, field) => {
		const [joined] = join(
			"aws.Region",
			[region],
			[error(kind), error("rds.Snapshot"), error(kind, { scope: { ...scope, region: "us-east-1" } })],
		);
		for (const name of ["databases", "eksClusters", "eventSubscriptions"] as const) {
			if (name === field) expect(joined?.[name]).toEqual(reason);
			else expect(joined?.[name]).toHaveProperty("value");
		}
	});

	it("does not mind failures of other regions", () => {
		const elsewhere = error("rds.DbInstance", { scope: { ...scope, region: "us-east-1" } });
		expect(join("aws.Region", [region], [elsewhere])[0]?.databases).toEqual(seen({ instances: 0, clusters: 0 }));
	});
});

describe("A global database", () => {
	it("that two regions list is kept once", () => {
		const again = { ...globalCluster, region: "us-east-1" };
		const other = { ...globalCluster, arn: "arn:aws:rds::111122223333:global-cluster:other" };
		expect(join("rds.GlobalCluster", [globalCluster, again, other])).toEqual([globalCluster, other]);
	});
});
