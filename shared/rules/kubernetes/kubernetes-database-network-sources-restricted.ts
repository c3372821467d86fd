import { need, Unobserved } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";
import { breadth, databasePorts, reaches, sourceName } from "./judge/sources.ts";

export const kubernetesDatabaseNetworkSourcesRestricted = defineRule({
	id: "kubernetes-database-network-sources-restricted",
	title: "NetworkPolicies admit chosen clients to a database and nobody else",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "A policy that admits everybody looks like protection and is none.",
	recommendation:
		"Name the pods of the clients (podSelector, with namespaceSelector where they are elsewhere) in the ingress rules, and the port of the database.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
	related: {},
	parameters: {
		minimumPrefix4: integer(16, "Shortest IPv4 prefix that is not wide.", { minimum: 0, maximum: 32 }),
		minimumPrefix6: integer(48, "Shortest IPv6 prefix that is not wide.", { minimum: 0, maximum: 128 }),
	},
	evaluate(workload, { parameters: { minimumPrefix4, minimumPrefix6 } }) {
		if (!databaseOf(workload)) return noDatabase(workload);
		const called = nameOf(workload);
		const isolating = need(workload.networkPolicies).filter(({ isolatesIngress }) => isolatesIngress);
		if (workload.hostNetwork || isolating.length === 0)
			return notApplicable(`No NetworkPolicy isolates ${called}, which kubernetes-database-network-isolated judges.`);
		const ports = databasePorts(workload);
		const open = isolating
			.flatMap(({ name, ingress }) =>
				ingress
					.filter((source) => reaches(source, ports))
					.map((source) => ({ name: sourceName(name, source), breadth: breadth(source, minimumPrefix4, minimumPrefix6) })),
			)
			.filter((source) => source.breadth !== "named");
		const evidence = { ports, open: open.slice(0, 10).map(({ name }) => name) };
		if (open.length > 0)
			return fail(
				`${called} admits ${listed(open.map(({ name }) => name))} to its database.`,
				evidence,
				open.some((source) => source.breadth === "everybody") ? "high" : "medium",
			);
		if (need(workload.otherNetworkPolicies))
			throw new Unobserved(`The namespace of ${called} has policies of Cilium or Calico too, which may admit more and are not read.`);
		return pass(`${called} admits only chosen clients to its database.`, evidence);
	},
});
