import { ListTagsForResourceCommand as ListLogTags } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeTagsCommand } from "@aws-sdk/client-ec2";
import { DescribeClusterCommand } from "@aws-sdk/client-eks";
import { ListResourceTagsCommand } from "@aws-sdk/client-kms";
import { ListTagsForResourceCommand as ListRdsTags } from "@aws-sdk/client-rds";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";
import type { RepairTarget } from "../action.ts";

type Tags = Readonly<Record<string, string>>;

/** The tags that a resource has now. */
export async function readTags(target: RepairTarget, aws: AwsCaller): Promise<Observed<Tags>> {
	const { arn, kind, name } = target;
	if (kind === "aws.Region") return seen({});
	if (kind === "eks.Cluster")
		return within(await aws.call("eks", new DescribeClusterCommand({ name })), ({ cluster }) => cluster?.tags ?? {});
	switch (kind.split(".")[0]) {
		case "rds":
			return within(await aws.call("rds", new ListRdsTags({ ResourceName: arn })), ({ TagList }) => pairs(TagList));
		case "secretsmanager":
			return within(await aws.call("secretsmanager", new DescribeSecretCommand({ SecretId: arn })), ({ Tags }) => pairs(Tags));
		case "logs":
			return within(await aws.call("logs", new ListLogTags({ resourceArn: arn.replace(/:\*$/, "") })), ({ tags }) => tags ?? {});
		case "kms": {
			const { items, failure } = await aws.list(
				"kms",
				(Marker) => new ListResourceTagsCommand({ KeyId: arn, Marker }),
				(page) => page.Tags,
				(page) => (page.Truncated ? page.NextMarker : undefined),
			);
			if (failure) return unread(failure);
			return seen(Object.fromEntries(items.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])));
		}
		case "ec2": {
			const { items, failure } = await aws.list(
				"ec2",
				(NextToken) => new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [arn.split("/").at(-1) ?? name] }], NextToken }),
				(page) => page.Tags,
				(page) => page.NextToken,
			);
			return failure ? unread(failure) : seen(pairs(items));
		}
		default:
			return unread({ service: "sts", operation: "-", cause: "unsupported", message: `Nobody knows how to read the tags of a ${kind}.` });
	}
}

const within = <Output>(answer: Observed<Output>, pick: (output: Output) => Tags): Observed<Tags> =>
	"unread" in answer ? answer : seen(pick(answer.value));

const pairs = (tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined): Tags =>
	Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
