import { Unobserved } from "../../core/observed.ts";
import type { DatabaseClient } from "../../core/resources/kubernetes.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { type Grade, gradeOf, unsaid, worse } from "./judge/client-tls.ts";
import { clientName, noClient, remoteClients } from "./judge/clients.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesWorkloadDatabaseTls = defineRule({
	id: "kubernetes-workload-database-tls",
	title: "Clients of databases require TLS and verify the server by name",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "A client that does not insist on TLS can be talked into plaintext; one that does not verify the server hands its password and data to whoever stands in between.",
	recommendation:
		"Set sslmode=verify-full (PostgreSQL) or VERIFY_IDENTITY (MySQL) with the bundle of certificate authorities, in the URL or in PGSSLMODE, for every container that is named.",
	links: [
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
		"https://www.postgresql.org/docs/current/libpq-ssl.html",
	],
	related: {},
	evaluate(workload) {
		const clients = remoteClients(workload);
		if (clients.length === 0) return noClient(workload);
		const evidence = {
			clients: clients.slice(0, 10).map(({ container, host, tlsMode }) => ({ container, host, tlsMode: tlsMode ?? null })),
		};
		const graded = clients.map((client) => ({ client, grade: gradeFor(client) }));
		const severities = graded.map(({ grade }) => grade?.severity).filter((severity) => severity !== undefined);
		if (severities.length > 0) {
			const worst = severities.reduce(worse);
			const first = graded.find(({ grade }) => grade?.severity === worst);
			const offenders = graded.filter(({ grade }) => grade?.severity !== undefined).map(({ client }) => clientName(client));
			const mode = first?.client.tlsMode === undefined ? "" : ` (${quoted(first.client.tlsMode)})`;
			return fail(`${nameOf(workload)} ${first?.grade?.says}${mode}: ${listed(offenders)}.`, evidence, worst);
		}
		const unknown = graded.filter(({ grade }) => grade === undefined).map(({ client }) => clientName(client));
		if (unknown.length > 0)
			throw new Unobserved(
				`${nameOf(workload)} does not show how it uses TLS, which a Secret or the program itself decides: ${listed(unknown)}.`,
			);
		return pass(`${nameOf(workload)} verifies its databases by name: ${listed(clients.map(clientName))}.`, evidence);
	},
});

/** The grade of a client; undefined when a Secret, or a program that knows the host, may also know the mode, or it may be a product that begins with TLS. */
function gradeFor({ tlsMode, partlySecret, host, engine }: DatabaseClient): Grade | undefined {
	if (tlsMode !== undefined) return gradeOf(tlsMode);
	return partlySecret || host === undefined || engine === "unknown" ? undefined : unsaid;
}
