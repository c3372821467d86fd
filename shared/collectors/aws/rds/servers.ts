import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../../aws/caller.ts";
import type { Resource } from "../../../core/resources/index.ts";
import type { Collected } from "../../ports.ts";
import { listingErrors } from "../shapes.ts";
import { draftCluster } from "./clusters.ts";
import { draftInstance } from "./instances.ts";
import { isOtherProduct } from "./listings.ts";

/**
 * The DB instances and clusters of a region as far as their own listings tell them: enough to join principals with the ids of databases, at two
 * calls a region. They lack what other calls give, so that no rule may judge them.
 */
export async function collectServers(aws: AwsCaller): Promise<Collected> {
	const { scope } = aws;
	const marker = (page: { Marker?: string | undefined }) => page.Marker;
	const [instances, clusters] = await Promise.all([
		aws.list(
			"rds",
			(Marker) => new DescribeDBInstancesCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBInstances,
			marker,
		),
		aws.list(
			"rds",
			(Marker) => new DescribeDBClustersCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBClusters,
			marker,
		),
	]);
	const drafts = [
		...instances.items.map((item) => draftInstance(item, scope).resource),
		...clusters.items.map((item) => draftCluster(item, scope).resource),
	];
	return {
		resources: drafts.filter(({ engine }) => !isOtherProduct(engine)) as unknown as Resource[],
		errors: [...listingErrors(scope, instances, "rds.DbInstance"), ...listingErrors(scope, clusters, "rds.DbCluster")],
	};
}
