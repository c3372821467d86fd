import { seen } from "../../shared/core/observed.ts";
import type { PostgresServer, Resource, SecurityGroup } from "../../shared/core/resources/index.ts";
import { securityGroup } from "./compliant/around.ts";
import { postgresServer, session } from "./compliant/database.ts";
import { kubernetesCluster, namespace, workload } from "./compliant/kubernetes.ts";
import { now } from "./rule-table.ts";

export type Workload = typeof workload;
type Pod = Extract<Workload["pods"], { value: unknown }>["value"][number];

/** An inventory of these resources, without errors. */
export const inventoryOf = (...resources: readonly Resource[]) => ({ scopes: [], resources, errors: [] });

/** The clock of the joins. */
export const joining = { now };

/** A pod that runs at these addresses. */
export const pod = (ips: readonly string[], differences: Partial<Pod> = {}): Pod => ({
	name: `pod-${ips[0]}`,
	ips: [...ips],
	hostNetwork: false,
	phase: "Running",
	...differences,
});

/** A deployment of the cluster `prod` with pods at these addresses. */
export const deployment = (name: string, ips: readonly string[], differences: Partial<Workload> = {}): Workload => ({
	...workload,
	arn: `kubernetes://${differences.cluster ?? "prod"}/${differences.namespace ?? "orders"}/Deployment/${name}`,
	name,
	serviceAccount: name,
	pods: seen(ips.map((ip) => pod([ip]))),
	...differences,
});

/** The compliant server with sessions from these addresses. */
export const serverWith = (
	sessions: readonly Parameters<typeof session>[0][],
	differences: Partial<PostgresServer> = {},
): PostgresServer => ({
	...postgresServer,
	sessions: seen(sessions.map((one, index) => session({ pid: index + 1, ...one }))),
	...differences,
});

type Interface = Extract<SecurityGroup["interfaces"], { value: unknown }>["value"][number];

/** A security group with these interfaces, in vpc-1. */
export const groupWith = (...interfaces: readonly Interface[]): SecurityGroup => ({
	...securityGroup,
	vpcId: "vpc-1",
	interfaces: seen(interfaces.map((one) => ({ vpcId: "vpc-1", ...one }))),
});

export const around = [kubernetesCluster, namespace] as const;
