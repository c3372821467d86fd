import { DescribeAddonCommand, ListAddonsCommand } from "@aws-sdk/client-eks";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/eks.ts";
import { allSeen } from "../shapes.ts";
import type { ClusterContext } from "./context.ts";

type Addon = Extract<EksCluster["addons"], { value: unknown }>["value"][number];

/** The add-ons of a cluster; unread when one of them is. */
export async function readAddons({ aws, name }: ClusterContext): Promise<EksCluster["addons"]> {
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListAddonsCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.addons,
		(page) => page.nextToken,
	);
	if (listed.failure) return unread(listed.failure);
	return allSeen(
		await Promise.all(
			listed.items.map(async (addonName): Promise<Observed<Addon>> => {
				const answer = await aws.call("eks", new DescribeAddonCommand({ clusterName: name, addonName }));
				if ("unread" in answer) return answer;
				const { addon } = answer.value;
				if (!addon) return unread(incomplete("eks", "DescribeAddon", "addon"));
				return seen({
					name: addonName,
					version: addon.addonVersion,
					status: addon.status,
					configuration: addon.configurationValues || undefined,
					issues: (addon.health?.issues ?? []).map(({ code, message }) => [code, message].filter(Boolean).join(": ")),
					roleArn: addon.serviceAccountRoleArn,
				});
			}),
		),
	);
}
