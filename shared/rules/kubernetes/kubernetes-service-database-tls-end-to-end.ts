import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { noDatabaseBehind, noLoadBalancer } from "./judge/service.ts";

export const kubernetesServiceDatabaseTlsEndToEnd = defineRule({
	id: "kubernetes-service-database-tls-end-to-end",
	title: "Load balancer of a database passes TLS through to the database",
	severity: "medium",
	resource: "kubernetes.Service",
	risk: "Behind a load balancer that ends TLS itself passwords and data cross the network in clear, and clients no longer verify the database.",
	recommendation: "Remove the annotation aws-load-balancer-ssl-cert for the port of the database, and have the database serve TLS itself.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html"],
	related: {},
	evaluate(service) {
		const aside = noDatabaseBehind(service) ?? noLoadBalancer(service);
		if (aside) return aside;
		const { tlsPorts, ports } = service;
		const ended = ports.filter(({ port, name }) => tlsPorts.some((tls) => tls === "*" || tls === String(port) || tls === name));
		const evidence = { tlsPorts, ports: ports.map(({ port }) => port) };
		return ended.length > 0
			? fail(
					`The load balancer of ${nameOf(service)} ends TLS on ${listed(ended.map(({ port, name }) => name ?? String(port)))}.`,
					evidence,
				)
			: pass(`The load balancer of ${nameOf(service)} ends TLS on no port of the database.`, evidence);
	},
});
