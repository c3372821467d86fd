import type { ConnectionClient } from "../resources/connection.ts";
import type { KubernetesWorkload } from "../resources/index.ts";
import { addressOfHost, isLoopback, meshAddress } from "./addresses.ts";
import type { DatabaseServer, Host } from "./hosts.ts";
import type { Owner, Owners } from "./owners.ts";
import type { Session } from "./session.ts";

/** The other end of a session: its owner, or why there is none. */
export interface Client {
	/** What tells it from others: stays the same when pods and instances are replaced. */
	readonly identity: string;
	readonly service: string;
	/** Is the service known, rather than named after an address or what the client says of itself? */
	readonly known: boolean;
	readonly address: string | undefined;
	readonly client: Omit<ConnectionClient, "addresses" | "searched">;
	readonly workload?: KubernetesWorkload | undefined;
	readonly hints: Owner["hints"];
}

/** Finds the other end of a session on a server. */
export function clientOf({ client: text, application }: Session, server: DatabaseServer, host: Host, owners: Owners): Client {
	const fallback = application === "" ? undefined : application;
	if (text === undefined)
		return {
			identity: "local",
			service: fallback ?? "local socket",
			known: false,
			address: undefined,
			client: { kind: "local" },
			hints: [],
		};
	const address = text === "localhost" ? "127.0.0.1" : addressOfHost(text);
	const stranger = (reason: string): Client => ({
		identity: `address ${text}`,
		service: fallback ?? text,
		known: false,
		address: address ?? text,
		client: { kind: "unknown", reason },
		hints: [],
	});
	if (address === undefined) return stranger("The server shows a host name instead of the address (skip_name_resolve is off).");
	const all = owners.byAddress.get(address) ?? [];
	const near = choose(all, host);
	const far = near.length > 0 ? [] : choose(all.filter(({ client }) => client.cluster !== undefined));
	const found = near.length > 0 ? near : far.length === 1 ? far.map(inOtherVpc) : [];
	if (found.length === 1 && found[0]) {
		const { identity, service, client, hints, workload } = found[0];
		return { identity, service, known: client.kind !== "node" && client.kind !== "eni", address, client, hints, workload };
	}
	if (found.length > 1) return stranger(`Several have the address: ${found.slice(0, 5).map(nameOf).join(", ")}.`);
	if (address === meshAddress) return stranger(meshed);
	if (isLoopback(address) || address === addressOfHost(server.connection.host))
		return { identity: "local", service: fallback ?? "local", known: false, address, client: { kind: "local" }, hints: [] };
	if (all.length > 0)
		return stranger(`Only outside the VPC of the database somebody has the address: ${all.slice(0, 5).map(nameOf).join(", ")}.`);
	return stranger(nobody(owners.searched));
}

/** Pods of a cluster in another VPC reach a database over a peering, which takes addresses that do not repeat. */
const inOtherVpc = (owner: Owner): Owner => ({
	...owner,
	client: { ...owner.client, reason: owner.client.reason ?? `Its cluster is in another VPC (${owner.vpcId}) than the database.` },
});

const meshed = "The sidecar of a service mesh stands before the server, which does not see who is behind it.";

/** The reason where nothing was left out of the search and nobody was found. */
export const nobodyHasAddress = "No pod, node or network interface that was scanned has the address.";

const nobody = (searched: Owners["searched"]): string => {
	if (searched.length === 2) return nobodyHasAddress;
	if (searched.length === 0) return "Neither clusters nor network interfaces were scanned in full, which would tell who has the address.";
	return searched[0] === "clusters"
		? "No pod or node has the address; network interfaces of AWS were not scanned in full."
		: "No network interface has the address; clusters were not scanned in full.";
};

const nameOf = ({ service, client, vpcId }: Owner): string =>
	`${client.kind} ${service}${client.cluster === undefined ? (vpcId === undefined ? "" : ` in ${vpcId}`) : ` in ${client.cluster}`}`;

/**
 * The owners that can be meant. Addresses repeat from VPC to VPC: the database's own VPC and cluster count before others. Of the same address
 * a pod counts before the interface that carries it, and a node before its instance.
 */
function choose(owners: readonly Owner[], host: Pick<Host, "vpcId" | "scope"> = { vpcId: undefined, scope: undefined }): Owner[] {
	const near = owners.filter(({ vpcId }) => host.vpcId === undefined || vpcId === undefined || vpcId === host.vpcId);
	const nearest = near.filter(({ scope }) => host.scope !== undefined && scope === host.scope);
	const candidates = nearest.length > 0 ? nearest : near;
	for (const kinds of order) {
		const chosen = candidates.filter(({ client }) => kinds.includes(client.kind));
		if (chosen.length > 0) return [...new Map(chosen.map((owner) => [owner.identity, owner])).values()];
	}
	return [];
}

const order: readonly (readonly ConnectionClient["kind"][])[] = [["pod"], ["node"], ["lambda", "ec2", "proxy", "eni"]];
