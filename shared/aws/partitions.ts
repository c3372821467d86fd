/** The partition of a region by the prefixes of AWS's partitions file; an unknown region counts as commercial. */
export function partitionOf(region: string): string {
	for (const [prefix, partition] of partitionPrefixes) if (region.startsWith(prefix)) return partition;
	return "aws";
}

const partitionPrefixes: readonly (readonly [string, string])[] = [
	["cn-", "aws-cn"],
	["us-gov-", "aws-us-gov"],
	["us-isob-", "aws-iso-b"],
	["us-isof-", "aws-iso-f"],
	["us-iso-", "aws-iso"],
	["eu-isoe-", "aws-iso-e"],
	["eusc-", "aws-eusc"],
];

const homeRegions: Readonly<Record<string, string>> = {
	aws: "us-east-1",
	"aws-cn": "cn-north-1",
	"aws-us-gov": "us-gov-west-1",
	"aws-iso": "us-iso-east-1",
	"aws-iso-b": "us-isob-east-1",
	"aws-iso-e": "eu-isoe-west-1",
	"aws-iso-f": "us-isof-south-1",
	"aws-eusc": "eusc-de-east-1",
};

/** The region that answers for global services (IAM, Organizations) and signs their requests. */
export const homeRegion = (partition: string): string => homeRegions[partition] ?? "us-east-1";

const dnsSuffixes: Readonly<Record<string, string>> = {
	"aws-cn": "amazonaws.com.cn",
	"aws-iso": "c2s.ic.gov",
	"aws-iso-b": "sc2s.sgov.gov",
	"aws-iso-e": "cloud.adc-e.uk",
	"aws-iso-f": "csp.hci.ic.gov",
	"aws-eusc": "amazonaws.eu",
};

/** What the names of a partition's endpoints end with. */
export const dnsSuffix = (partition: string): string => dnsSuffixes[partition] ?? "amazonaws.com";
