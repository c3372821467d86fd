import type { Inventory } from "../shared/core/inventory.ts";
import type { ResourceKind, ResourceOf } from "../shared/core/kinds.ts";
import { type Observed, seen } from "../shared/core/observed.ts";
import type { Exposure } from "../shared/core/resources/network.ts";
import type { KeyFacts } from "../shared/core/resources/schema.ts";
import type { Scope } from "../shared/core/scope.ts";
import { compliant } from "../test/support/compliant/index.ts";

/** When the demonstration estate was read. */
export const savedAt = "2026-11-20T06:00:00.000Z";

/** ISO time so many days after (or, negative, before) the estate was read. */
export const day = (count: number): string => new Date(Date.parse(savedAt) + count * 86_400_000).toISOString();

type Differences<K extends ResourceKind> = Partial<Omit<ResourceOf<K>, "kind" | "tags">> & { tags?: Record<string, string> };

/** One account and region of the estate, and how resources are put there. */
export function place(scope: Scope, environment: string) {
	const { partition, account, region } = scope;
	const arn = (service: string, rest: string, at = region) => `arn:${partition}:${service}:${at}:${account}:${rest}`;
	/** A resource in good order that differs as said. */
	const make = <K extends ResourceKind>(kind: K, path: string, name: string, differences: Differences<K> = {}): ResourceOf<K> => {
		const { tags, ...rest } = differences;
		const service = kind.split(".")[0] ?? "";
		return {
			...compliant(kind),
			partition,
			account,
			region,
			arn: path.startsWith("arn:") ? path : arn(service, path),
			name,
			tags: seen(tags ?? { environment, owner: `${name.split("-")[0]}-team` }),
			...rest,
		} as ResourceOf<K>;
	};
	return { scope, arn, make };
}

export type Place = ReturnType<typeof place>;

/** A VPC with private subnets, reached by the given sources on one port. */
export const network = (port: number, sources: readonly string[] = [], isPublic = false): Observed<Exposure> =>
	seen({
		vpcId: "vpc-0f00d5",
		defaultVpc: false,
		securityGroups: ["sg-0f00d5"],
		ingress: [
			{ protocol: "tcp", fromPort: port, toPort: port, source: { kind: "securityGroup" as const, value: "sg-0app" }, cidrs: [] },
			...sources.map((cidr) => ({
				protocol: "tcp",
				fromPort: port,
				toPort: port,
				source: { kind: "cidr" as const, value: cidr },
				cidrs: [cidr],
			})),
		],
		subnets: ["a", "b"].map((zone) => ({ id: `subnet-0${zone}`, public: isPublic, availabilityZone: `zone-${zone}` })),
	});

/** The AWS managed key of a service. */
export const awsKey = (at: Place): Observed<KeyFacts> =>
	seen({ arn: at.arn("kms", "key/0a0a0a0a-0000-4000-8000-00000000aaaa"), manager: "AWS", state: "Enabled", owner: at.scope.account });

/** A fact that the scanning role was not allowed to read. */
export const denied = (service: string, operation: string) => ({
	unread: {
		service,
		operation,
		cause: "denied" as const,
		message: `User: arn:aws:sts::assumed-role/ParapetScanner is not authorized to perform: ${service}:${operation}`,
	},
});

/** What several places amount to. */
export const combine = (scopes: readonly Scope[], resources: Inventory["resources"], errors: Inventory["errors"]): Inventory => ({
	scopes,
	resources,
	errors,
});
