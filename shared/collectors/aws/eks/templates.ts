import { DescribeLaunchTemplateVersionsCommand, type ResponseLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { LaunchTemplateSpecification } from "@aws-sdk/client-eks";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import { present } from "../shapes.ts";

/** Reads a version of a launch template; each version once. */
export type LaunchTemplates = (template: LaunchTemplateSpecification) => Promise<Observed<ResponseLaunchTemplateData>>;

/** A reader of launch templates that remembers what it read. */
export function launchTemplates(aws: AwsCaller): LaunchTemplates {
	const known = new Map<string, Promise<Observed<ResponseLaunchTemplateData>>>();
	return (template) => {
		const key = JSON.stringify([template.id ?? template.name, template.version]);
		const asked = known.get(key) ?? readTemplate(aws, template);
		known.set(key, asked);
		return asked;
	};
}

async function readTemplate(
	aws: AwsCaller,
	{ id, name, version = "$Default" }: LaunchTemplateSpecification,
): Promise<Observed<ResponseLaunchTemplateData>> {
	const answer = await aws.call(
		"ec2",
		new DescribeLaunchTemplateVersionsCommand({ ...(id ? { LaunchTemplateId: id } : { LaunchTemplateName: name }), Versions: [version] }),
	);
	if ("unread" in answer) return answer;
	const data = answer.value.LaunchTemplateVersions?.[0]?.LaunchTemplateData;
	return data ? seen(data) : unread(incomplete("ec2", "DescribeLaunchTemplateVersions", "LaunchTemplateData"));
}

/** The security groups that a template gives its instances; empty when it leaves them to the node group. */
export const templateGroups = ({ SecurityGroupIds, NetworkInterfaces }: ResponseLaunchTemplateData): string[] => [
	...new Set([...(SecurityGroupIds ?? []), ...(NetworkInterfaces ?? []).flatMap(({ Groups }) => Groups ?? [])].filter(present)),
];
