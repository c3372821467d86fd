import { collectUnjoined } from "../../collectors/collect.ts";
import type { Inventory } from "../../core/inventory.ts";
import { collectorsOf } from "./item-collectors.ts";
import { awsKindsOf, type PartSpec, regionsRead } from "./item-kinds.ts";
import { notCovered } from "./not-covered.ts";
import type { PartReader, PartReading, ScanPorts } from "./scan-scope.ts";

/** Reads the parts of AWS; those inside clusters and databases are another function's. */
export const awsReader = (ports: ScanPorts): PartReader<"scope"> => ({
	turn: "scope",
	read: (spec, reading) => readAws(spec, reading, ports),
});

async function readAws(
	{ service }: Extract<PartSpec, { type: "aws" }>,
	{ item, account, deadline, now, earlier }: PartReading,
	{ config, connection }: ScanPorts,
): Promise<Inventory> {
	const kinds = awsKindsOf(item, config);
	if (!account)
		return { scopes: [item.scope], resources: [], errors: [{ ...notCovered(item.scope), scope: item.scope, kinds: [...kinds] }] };
	const { rolesOf } = await import("../../collectors/kubernetes/join.ts");
	const roles = new Set((await earlier("cluster")).flatMap((cluster) => [...rolesOf(cluster)]));
	return collectUnjoined(
		{
			accounts: [{ ...account, regions: item.regions }],
			kinds,
			now: now(),
			utilization: config.access.utilization,
			inspectLogEvents: config.access.inspectLogEvents,
			roles,
			only: regionsRead(item),
			services: service === undefined ? undefined : new Set([service]),
		},
		{
			caller: (scope, credentials) => connection.caller(scope, credentials, deadline),
			release: connection.release,
			collectors: collectorsOf(item),
		},
	);
}
