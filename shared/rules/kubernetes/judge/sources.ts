import { internetReach, isOpen } from "../../../core/network.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import type { SelectingPolicy } from "../../../core/resources/kubernetes.ts";
import { databaseContainers } from "./database.ts";
import { areWiderThan, blocksWithout } from "./ranges.ts";

type Source = SelectingPolicy["ingress"][number];
type Port = Source["ports"][number];

/** Where databases listen unless they are told otherwise. */
const usualPorts: Readonly<Record<string, number>> = {
	postgres: 5432,
	mysql: 3306,
	mariadb: 3306,
	mongodb: 27017,
	redis: 6379,
	cassandra: 9042,
};

/** The ports of the database: the usual one where it is declared or nothing is, else all that are declared; empty when they are not known. */
export function databasePorts(workload: KubernetesWorkload): number[] {
	const declared = databaseContainers(workload)
		.flatMap(({ ports }) => ports)
		.filter(({ protocol }) => protocol === "TCP")
		.map(({ port }) => port);
	const usual = usualPorts[workload.database?.engine ?? ""];
	if (usual !== undefined && (declared.length === 0 || declared.includes(usual))) return [usual];
	return declared;
}

/** Does the source reach one of the ports? Any, when they are not known. */
export function reaches({ ports }: Source, wanted: readonly number[]): boolean {
	if (ports.length === 0) return true;
	const tcp = ports.filter(({ protocol }) => protocol === "TCP");
	return wanted.length === 0 ? tcp.length > 0 : tcp.some((port) => wanted.some((number) => includes(port, number)));
}

const includes = ({ port, endPort }: Port, wanted: number): boolean => Number(port) <= wanted && wanted <= (endPort ?? Number(port));

/** How far a source is open: to everybody, to a wide network, or to what it names. */
export function breadth({ kind, detail, except = [] }: Source, minimum4: number, minimum6: number): "everybody" | "wide" | "named" {
	if (kind === "anywhere" || kind === "allNamespaces") return "everybody";
	if (kind !== "cidr") return "named";
	const blocks = blocksWithout(detail, except);
	if (isOpen(internetReach(blocks).reach)) return "everybody";
	return areWiderThan(blocks, minimum4, minimum6) ? "wide" : "named";
}

/** `anywhere (policy orders-db)`. */
export function sourceName(policy: string, { kind, detail, except = [] }: Source): string {
	const words = {
		anywhere: "anywhere",
		allNamespaces: "all namespaces",
		namespaces: `namespaces ${detail}`,
		pods: `pods ${detail}`,
		cidr: detail,
	}[kind];
	return `${words}${except.length === 0 ? "" : ` except ${except.slice(0, 5).join(", ")}`} (policy ${policy})`;
}
