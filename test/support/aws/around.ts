import { expect } from "vitest";
import type { AwsCaller } from "../../../shared/aws/caller.ts";
import { buildBackup } from "../../../shared/collectors/aws/backup/facts.ts";
import { buildRoles } from "../../../shared/collectors/aws/iam/roles.ts";
import { buildKeys } from "../../../shared/collectors/aws/kms/keys.ts";
import { listAlarms } from "../../../shared/collectors/aws/logs/alarms.ts";
import { buildNetwork } from "../../../shared/collectors/aws/network/network.ts";
import type { CollectorOptions } from "../../../shared/collectors/options.ts";
import type { Collected, RegionFacts } from "../../../shared/collectors/ports.ts";
import { type ResourceKind, type ResourceOf, resourceKinds } from "../../../shared/core/kinds.ts";
import { Resource } from "../../../shared/core/resources/index.ts";

/** All kinds, log events included, at a fixed time. */
export const everything: CollectorOptions = {
	now: Date.UTC(2026, 5, 15),
	kinds: new Set(resourceKinds),
	utilization: true,
	inspectLogEvents: true,
	regions: ["eu-west-1"],
};

/** The facts of a region over a caller, each fetched once as `collect.ts` does it. */
export function factsOver(aws: AwsCaller): RegionFacts {
	const once = <T>(make: () => Promise<T>) => {
		let made: Promise<T> | undefined;
		return () => {
			made ??= make();
			return made;
		};
	};
	return {
		scope: aws.scope,
		keys: buildKeys(aws),
		network: once(() => buildNetwork(aws)),
		backup: once(() => buildBackup(aws)),
		roles: once(() => buildRoles(aws)),
		alarms: once(() => listAlarms(aws)),
	};
}

/** The collected resources of a kind, after each was held against its schema. */
export function ofKind<K extends ResourceKind>({ resources }: Collected, kind: K): ResourceOf<K>[] {
	for (const resource of resources) expect(Resource.safeParse(resource).error?.issues).toBeUndefined();
	return resources.filter((resource): resource is ResourceOf<K> => resource.kind === kind);
}
