import type { CollectionError } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import type { Unread } from "../../core/observed.ts";
import type { AppConfig } from "./app-config.ts";
import { awsKindsOf, databasesAtATime, type PartSpec } from "./item-kinds.ts";
import type { ScanItem } from "./messages.ts";
import type { Part } from "./parts.ts";

type Parts = Readonly<Record<PartSpec["type"], readonly Part[]>>;

const about = { service: "parapet", operation: "scan-scope" } as const;

/** Why the parts are not all that there must be of an item; undefined when they are. What no part is of must not count as absent. */
export function missingParts({ clusters = [], databases = [] }: ScanItem, parts: Parts): Unread | undefined {
	const whole = parts.cluster.length >= clusters.length && parts.databases.length >= Math.ceil(databases.length / databasesAtATime);
	return whole ? undefined : { ...about, cause: "other", message: "Parts of what was to be read of the scope are missing." };
}

/** An error over the kinds of AWS that this configuration asks for and the one that a part was read by did not; none when there are none. */
export function unreadKinds(item: ScanItem, config: Pick<AppConfig, "kinds">, { aws }: Parts): CollectionError[] {
	const read = aws.map(({ kinds }) => awsKindsOf(item, { kinds }));
	const kinds: ResourceKind[] = [...awsKindsOf(item, config)].filter((kind) => aws.length === 0 || read.some((asked) => !asked.has(kind)));
	if (kinds.length === 0) return [];
	const message = "The configuration was deployed anew while the scope was read, and asks for more. The next run reads it.";
	return [{ ...about, cause: "skipped", message, scope: item.scope, kinds }];
}
