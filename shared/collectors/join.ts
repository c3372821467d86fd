import type { CollectionError } from "../core/inventory.ts";
import type { ResourceKind, ResourceOf } from "../core/kinds.ts";
import { type Observed, seen, type Unread, unread } from "../core/observed.ts";
import type { Region, Resource } from "../core/resources/index.ts";
import type { KeyFacts } from "../core/resources/schema.ts";
import { type Scope, scopeKey } from "../core/scope.ts";

/**
 * Fills in what one collector cannot know because it lies with another: what keys encrypt, which databases a principal may log in to, which
 * database a secret opens, what a region holds. Pure. `scopes` are the regions that were read. A fact stays unread where a listing that it needs failed. A global database that
 * several regions list is kept once.
 */
export function joinResources(resources: readonly Resource[], errors: readonly CollectionError[], scopes: readonly Scope[]): Resource[] {
	const encrypted = encryptedBy(resources);
	const owners = secretOwners(resources);
	const byScope = Map.groupBy(resources, regionKey);
	const databases = new Map<string, Observed<string[]>>();
	const globals = new Set<string>();

	return resources.flatMap((resource): Resource[] => {
		switch (resource.kind) {
			case "kms.Key":
				return [{ ...resource, encrypts: encrypted.get(resource.arn) ?? [] }];
			case "iam.Principal": {
				const key = `${resource.partition}/${resource.account}`;
				const ids = databases.get(key) ?? databaseIds(resource, resources, errors);
				databases.set(key, ids);
				const databaseRegions = scopes.filter((scope) => sameAccount(scope, resource)).map(({ region }) => region);
				return [{ ...resource, databaseResourceIds: ids, databaseRegions }];
			}
			case "secretsmanager.Secret":
				return [{ ...resource, database: resource.database ?? owners.get(resource.arn) }];
			case "aws.Region":
				return [{ ...resource, ...regionFacts(resource, byScope.get(regionKey(resource)) ?? [], errors) }];
			case "rds.GlobalCluster": {
				if (globals.has(resource.arn)) return [];
				globals.add(resource.arn);
				return [resource];
			}
			default:
				return [resource];
		}
	});
}

/** Key ARN to the ARNs of what it encrypts. */
function encryptedBy(resources: readonly Resource[]): Map<string, string[]> {
	const found = new Map<string, Set<string>>();
	for (const resource of resources) {
		for (const key of keysOf(resource)) {
			const arns = found.get(key) ?? new Set();
			arns.add(resource.arn);
			found.set(key, arns);
		}
	}
	return new Map([...found].map(([key, arns]) => [key, [...arns].sort()]));
}

function keysOf(resource: Resource): string[] {
	switch (resource.kind) {
		case "rds.DbInstance":
		case "rds.DbCluster":
			return keyArns(resource.kmsKey, resource.masterSecretKey, resource.performanceInsightsKey);
		case "rds.Snapshot":
		case "secretsmanager.Secret":
		case "backup.Vault":
			return keyArns(resource.kmsKey);
		case "eks.Cluster":
			return keyArns(resource.encryptionKey);
		case "logs.LogGroup":
			return resource.kmsKeyId ? [resource.kmsKeyId] : [];
		default:
			return [];
	}
}

const keyArns = (...facts: (Observed<KeyFacts> | undefined)[]): string[] =>
	facts.flatMap((fact) => (fact !== undefined && "value" in fact ? [fact.value.arn] : []));

/** Secret ARN to the database whose master user's password RDS keeps in it. */
const secretOwners = (resources: readonly Resource[]): Map<string, string> =>
	new Map(
		resources.flatMap((resource) =>
			(resource.kind === "rds.DbInstance" || resource.kind === "rds.DbCluster") && resource.masterSecret
				? [[resource.masterSecret.arn, resource.arn]]
				: [],
		),
	);

/** The resource ids of the account's databases in all scanned regions. */
function databaseIds(principal: Scope, resources: readonly Resource[], errors: readonly CollectionError[]): Observed<string[]> {
	const failed = errors.find((error) => sameAccount(error.scope, principal) && concerns(error, "rds.DbInstance", "rds.DbCluster"));
	if (failed) return unread(reasonOf(failed));
	const servers = resources.filter(
		(resource) => (resource.kind === "rds.DbInstance" || resource.kind === "rds.DbCluster") && sameAccount(resource, principal),
	) as ResourceOf<"rds.DbInstance" | "rds.DbCluster">[];
	const ids: string[] = [];
	for (const { name, resourceId } of servers) {
		if (resourceId === undefined)
			return unread({
				service: "rds",
				operation: "DescribeDBInstances",
				cause: "malformed",
				message: `AWS named no resource id for ${name}.`,
			});
		ids.push(resourceId);
	}
	return seen([...new Set(ids)].sort());
}

function regionFacts(
	region: Region,
	resources: readonly Resource[],
	errors: readonly CollectionError[],
): Pick<Region, "databases" | "eksClusters" | "eventSubscriptions"> {
	const whole = <T>(value: () => T, ...kinds: ResourceKind[]): Observed<T> => {
		const failed = errors.find((error) => scopeKey(error.scope) === regionKey(region) && concerns(error, ...kinds));
		return failed ? unread(reasonOf(failed)) : seen(value());
	};
	const count = (kind: ResourceKind) => resources.filter((resource) => resource.kind === kind).length;
	return {
		databases: whole(() => ({ instances: count("rds.DbInstance"), clusters: count("rds.DbCluster") }), "rds.DbInstance", "rds.DbCluster"),
		eksClusters: whole(() => count("eks.Cluster"), "eks.Cluster"),
		eventSubscriptions: whole(
			() =>
				resources
					.filter((resource) => resource.kind === "rds.EventSubscription")
					.map(({ arn, name, sourceType, categories, sourceIds, enabled, status }) => ({
						arn,
						name,
						sourceType,
						categories,
						sourceIds,
						enabled,
						status,
					})),
			"rds.EventSubscription",
		),
	};
}

/** Node groups name their cluster, which is no part of their scope. */
const regionKey = ({ partition, account, region }: Scope): string => scopeKey({ partition, account, region });

const sameAccount = (a: Scope, b: Scope): boolean => a.partition === b.partition && a.account === b.account;

const concerns = (error: CollectionError, ...kinds: ResourceKind[]): boolean => error.kinds.some((kind) => kinds.includes(kind));

const reasonOf = ({ service, operation, cause, message }: CollectionError): Unread => ({ service, operation, cause, message });
