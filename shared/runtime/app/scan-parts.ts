import { collectedKinds } from "../../collectors/collected-kinds.ts";
import { withJoined } from "../../collectors/joined-kinds.ts";
import { parseEksArn } from "../../kubernetes/eks-name.ts";
import type { AppConfig } from "./app-config.ts";
import { awsKindsOf, databasesAtATime, type PartSpec } from "./item-kinds.ts";
import type { ScanItem } from "./messages.ts";

/** The parts of an item in the order in which they are read: clusters name the roles that AWS is asked for, AWS tells where databases are. */
export function partsOf(item: ScanItem, config: Pick<AppConfig, "kinds">, split: boolean): PartSpec[] {
	const chunks = Array.from({ length: Math.ceil((item.databases?.length ?? 0) / databasesAtATime) }, (_, index) => index);
	return [
		...(item.clusters ?? []).map((arn): PartSpec => ({ name: `cluster.${parseEksArn(arn)?.name ?? ""}`, type: "cluster", arn })),
		...awsParts(item, config, split),
		...chunks.map(
			(index): PartSpec => ({
				name: `databases.${index}`,
				type: "databases",
				keys: (item.databases ?? []).slice(index * databasesAtATime, (index + 1) * databasesAtATime),
			}),
		),
	];
}

function awsParts(item: ScanItem, config: Pick<AppConfig, "kinds">, split: boolean): PartSpec[] {
	const kinds = awsKindsOf(item, config);
	if (kinds.size === 0) return [];
	if (!split) return [{ name: "aws", type: "aws" }];
	const needed = withJoined(kinds);
	return Object.entries(collectedKinds)
		.filter(([, collected]) => collected.some((kind) => needed.has(kind)))
		.map(([service]) => ({ name: `aws.${service}`, type: "aws", service }));
}
