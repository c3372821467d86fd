import type { Inventory } from "../shared/core/inventory.ts";
import type { ResourceKind } from "../shared/core/kinds.ts";
import { seen } from "../shared/core/observed.ts";
import type { Resource } from "../shared/core/resources/index.ts";
import { compliant } from "../test/support/compliant/index.ts";
import { mysqlParameters, parameters, postgresParameters } from "../test/support/compliant/rds.ts";

/** Of ten resources, how many are of which kind: databases first, as in the accounts that this is for. */
const mix: readonly ResourceKind[] = [
	"rds.DbInstance",
	"rds.DbInstance",
	"rds.DbInstance",
	"rds.Snapshot",
	"rds.Snapshot",
	"rds.DbCluster",
	"eks.Cluster",
	"secretsmanager.Secret",
	"ec2.SecurityGroup",
	"kms.Key",
];

/** An inventory of `count` resources in one account, every third one with something wrong. Parameter sets are shared, as collectors share them. */
export function mixedInventory(count: number): Inventory {
	const shared = Array.from({ length: 40 }, (_, index) =>
		seen(parameters(index % 2 ? mysqlParameters : { ...postgresParameters, "rds.force_ssl": String(index % 3) })),
	);
	const resources = Array.from({ length: count }, (_, index): Resource => {
		const kind = mix[index % mix.length] ?? "rds.DbInstance";
		const base = compliant(kind) as Resource;
		const common = { arn: `${base.arn}-${index}`, name: `${base.name}-${index}` };
		if (base.kind !== "rds.DbInstance" && base.kind !== "rds.DbCluster") return { ...base, ...common };
		const group = index % shared.length;
		return {
			...base,
			...common,
			...(base.kind === "rds.DbInstance" && group % 2 ? { engine: "mysql", engineVersion: "8.4.6" } : {}),
			parameters: shared[group] ?? base.parameters,
			storageEncrypted: index % 3 !== 0,
			multiAz: index % 3 !== 1,
		} as Resource;
	});
	return { scopes: [{ partition: "aws", account: "111122223333", region: "eu-west-1" }], resources, errors: [] };
}
