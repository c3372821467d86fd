import { DescribeAccessEntryCommand, ListAccessEntriesCommand, ListAssociatedAccessPoliciesCommand } from "@aws-sdk/client-eks";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/eks.ts";
import { allSeen, mapSeen, whole } from "../shapes.ts";
import type { ClusterContext } from "./context.ts";

type Entry = Extract<EksCluster["accessEntries"], { value: unknown }>["value"][number];

/** Entry types to which no access policy can be associated: they stand for nodes. */
const nodeTypes: ReadonlySet<string> = new Set(["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"]);

/** The access entries of a cluster with their policies; unread when one entry is. A cluster that only reads aws-auth has none. */
export async function readAccessEntries({ aws, name, cluster }: ClusterContext): Promise<EksCluster["accessEntries"]> {
	// EKS refuses the listing in this mode.
	if (cluster.accessConfig?.authenticationMode === "CONFIG_MAP") return seen([]);
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListAccessEntriesCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.accessEntries,
		(page) => page.nextToken,
	);
	if (listed.failure) return unread(listed.failure);
	return allSeen(await Promise.all(listed.items.map((principalArn) => readEntry(aws, name, principalArn))));
}

async function readEntry(aws: AwsCaller, clusterName: string, principalArn: string): Promise<Observed<Entry>> {
	const answer = await aws.call("eks", new DescribeAccessEntryCommand({ clusterName, principalArn }));
	if ("unread" in answer) return answer;
	const { accessEntry: entry } = answer.value;
	if (!entry?.type) return unread(incomplete("eks", "DescribeAccessEntry", "accessEntry.type"));
	return seen({
		principalArn,
		type: entry.type,
		username: entry.username,
		groups: [...(entry.kubernetesGroups ?? [])],
		policies: nodeTypes.has(entry.type) ? seen([]) : await readPolicies(aws, clusterName, principalArn),
	});
}

async function readPolicies(aws: AwsCaller, clusterName: string, principalArn: string): Promise<Entry["policies"]> {
	const policies = await aws.list(
		"eks",
		(nextToken) => new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn, maxResults: 100, nextToken }),
		(page) => page.associatedAccessPolicies,
		(page) => page.nextToken,
	);
	return mapSeen(whole(policies), (all) =>
		all.map(({ policyArn, accessScope }) => ({
			policyArn: policyArn ?? "",
			// An unnamed scope counts as the wider one.
			scopeType: accessScope?.type ?? "cluster",
			namespaces: [...(accessScope?.namespaces ?? [])],
		})),
	);
}
