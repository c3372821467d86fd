import type { KubernetesWorkload } from "../resources/index.ts";
import type { DatabaseServer, Host } from "./hosts.ts";

/** A client whose configuration is known and sets no mode of TLS: its driver decides. */
export const unsetMode = "unset";

/** The mode of TLS that a workload's own configuration asks for towards a server; undefined when it is not known, or its containers differ. */
export function clientMode({ databaseClients }: KubernetesWorkload, server: DatabaseServer, host: Host): string | undefined {
	if ("unread" in databaseClients) return undefined;
	const engine = server.kind === "postgres.Server" ? "postgres" : "mysql";
	const mine = databaseClients.value.filter(
		(client) => client.engine === engine || client.engine === "unknown" || (engine === "mysql" && client.engine === "mariadb"),
	);
	const named = mine.filter(
		(client) => client.host !== undefined && (host.names.has(client.host.toLowerCase()) || isHost(client.host, host)),
	);
	// A client whose host only a Secret or the program knows may be the one that is connected, beside one that names the server.
	const chosen = [...named, ...mine.filter((client) => client.host === undefined)];
	const modes = new Set(
		chosen.map(({ tlsMode, partlySecret, host }) => tlsMode ?? (partlySecret || host === undefined ? undefined : unsetMode)),
	);
	const [mode] = modes;
	return modes.size === 1 ? mode : undefined;
}

/** A short name of a service, as pods of its namespace use it. */
const isHost = (name: string, { names }: Host): boolean => [...names].some((full) => full.startsWith(`${name.toLowerCase()}.`));
