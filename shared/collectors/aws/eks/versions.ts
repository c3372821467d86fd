import { type ClusterVersionInformation, DescribeClusterVersionsCommand } from "@aws-sdk/client-eks";
import type { AwsCaller } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/eks.ts";
import { isoTime } from "../shapes.ts";

type Support = Extract<EksCluster["versionSupport"], { value: unknown }>["value"];

/** Support of a Kubernetes version. */
export type VersionSupports = (version: string | undefined) => Observed<Support>;

/** Support of each Kubernetes version, unsupported ones included, from one DescribeClusterVersions. */
export async function readVersions(aws: AwsCaller): Promise<VersionSupports> {
	const versions = await aws.list(
		"eks",
		(nextToken) => new DescribeClusterVersionsCommand({ includeAll: true, nextToken }),
		(page) => page.clusterVersions,
		(page) => page.nextToken,
	);
	const known = new Map(versions.items.flatMap((one) => (one.clusterVersion ? [[one.clusterVersion, supportFacts(one)] as const] : [])));
	return (version) =>
		(version === undefined ? undefined : known.get(version)) ??
		unread(
			versions.failure ?? {
				service: "eks",
				operation: "DescribeClusterVersions",
				cause: "notFound",
				message: `AWS lists no version ${version ?? "for a resource that reports none"}.`,
			},
		);
}

function supportFacts({
	clusterVersion = "",
	versionStatus,
	status,
	endOfStandardSupportDate,
	endOfExtendedSupportDate,
}: ClusterVersionInformation): Observed<Support> {
	// The deprecated field spells the same values in lower case with hyphens.
	const known = versionStatus ?? status?.toUpperCase().replaceAll("-", "_");
	if (!known)
		return unread({
			service: "eks",
			operation: "DescribeClusterVersions",
			cause: "malformed",
			message: `The answer lacks versionStatus of ${clusterVersion}.`,
		});
	return seen({
		version: clusterVersion,
		status: known,
		standardSupportEnd: isoTime(endOfStandardSupportDate),
		extendedSupportEnd: isoTime(endOfExtendedSupportDate),
	});
}
