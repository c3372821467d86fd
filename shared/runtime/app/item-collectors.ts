import { type CollectorEntry, collectors } from "../../collectors/registry.ts";
import type { ScanItem } from "./messages.ts";

/** The collectors of an item. For the global scope the databases of the regions are only counted: they are judged in their own. */
export const collectorsOf = ({ scope }: ScanItem): readonly CollectorEntry[] =>
	scope.region === "global"
		? collectors.map((entry) =>
				entry.service === "rds"
					? { ...entry, load: async () => (await import("../../collectors/aws/rds/servers.ts")).collectServers }
					: entry,
			)
		: collectors;
