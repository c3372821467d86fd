import type { ApiName } from "../action.ts";

/** What reading the tags of resources calls, beside the readings of the actions. */
export const tagReads: readonly ApiName[] = [
	"ec2:DescribeTags",
	"eks:DescribeCluster",
	"kms:ListResourceTags",
	"logs:ListTagsForResource",
	"rds:ListTagsForResource",
	"secretsmanager:DescribeSecret",
];
