import type { EstateConnection } from "../core/estate/types.ts";

/** How safe a connection is, as far as its facts tell: in clear, weak (no proof of server or a password), strong, not known, or within the server's own host. */
export const grades = ["plaintext", "weak", "unknown", "strong", "local"] as const;
export type Grade = (typeof grades)[number];

/** A grade with what it is based on, in a few words. */
export interface Graded {
	readonly grade: Grade;
	readonly why: string;
}

/** Methods in which no password is sent or kept. */
const strongMethods = new Set(["iam", "cert", "gss", "sspi", "peer"]);

/** Grades a connection. What is not known is never strong, and what is known to be bad stays so whatever else is unknown. */
export function gradeOf({ client, tlsEnabled, authMethod, clientTlsMode }: EstateConnection): Graded {
	const method = authMethod === null ? "authentication not known" : authMethod === "trust" ? "no authentication (trust)" : authMethod;
	if (client === "local") return { grade: "local", why: `own host, ${method}` };
	if (tlsEnabled === false) return { grade: "plaintext", why: `no TLS, ${method}` };
	const verified = clientTlsMode === undefined ? undefined : verification(clientTlsMode);
	const tls = tlsEnabled === null ? "TLS not known" : verified === undefined ? "TLS" : `TLS ${verified}`;
	const why = `${tls}, ${method}`;
	if (authMethod !== null && !strongMethods.has(authMethod)) return { grade: "weak", why };
	if (tlsEnabled && verified !== undefined && verified !== "verified") return { grade: "weak", why };
	return { grade: tlsEnabled === null || authMethod === null ? "unknown" : "strong", why };
}

/** What a client's own mode proves of the server: libpq's names, and those of MySQL. */
const verification = (mode: string): string =>
	/^verify[-_](full|identity)$/i.test(mode)
		? "verified"
		: /^verify[-_]ca$/i.test(mode)
			? "without the server's name"
			: `unverified (${mode})`;

/** Connections that people look for: of services, without those that Parapet and the platform open. */
export const ofServices = (connections: readonly EstateConnection[]): EstateConnection[] =>
	connections.filter(({ purpose }) => purpose === "application" || purpose === "replication");

/** The worst first: by grade, production, privilege, and number of sessions; then in the order of the list. */
export const worstFirst = (connections: readonly EstateConnection[]): EstateConnection[] =>
	connections
		.map((connection) => ({ connection, rank: rankOf(connection) }))
		.sort((a, b) => a.rank - b.rank || b.connection.sessions - a.connection.sessions)
		.map(({ connection }) => connection);

const rankOf = (connection: EstateConnection): number =>
	grades.indexOf(gradeOf(connection).grade) * 4 +
	(connection.production === false ? 2 : 0) +
	(connection.privileged !== null && connection.privileged.length === 0 ? 1 : 0);

/** `orders/orders-api`, with the cluster where there are several. */
export const serviceName = ({ service, namespace }: EstateConnection): string =>
	namespace === undefined ? service : `${namespace}/${service}`;
