import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { isWiderThan } from "./judge/ranges.ts";
import { noDatabaseBehind, noLoadBalancer } from "./judge/service.ts";

export const kubernetesServiceDatabaseSourceRanges = defineRule({
	id: "kubernetes-service-database-source-ranges",
	title: "Load balancer of a database admits chosen networks only",
	severity: "medium",
	resource: "kubernetes.Service",
	risk: "Every host that has a route to the load balancer, such as peered VPCs and offices, can try to log in.",
	recommendation: "List the networks of the clients in loadBalancerSourceRanges of the Service.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
	related: {},
	parameters: {
		minimumPrefix4: integer(16, "Shortest IPv4 prefix that is not wide.", { minimum: 0, maximum: 32 }),
		minimumPrefix6: integer(48, "Shortest IPv6 prefix that is not wide.", { minimum: 0, maximum: 128 }),
	},
	evaluate(service, { parameters }) {
		const aside = noDatabaseBehind(service) ?? noLoadBalancer(service);
		if (aside) return aside;
		const { sourceRanges } = service;
		const wide = sourceRanges.filter((range) => isWiderThan(range, parameters.minimumPrefix4, parameters.minimumPrefix6));
		const evidence = { sourceRanges: sourceRanges.slice(0, 20), wide: wide.slice(0, 20) };
		if (sourceRanges.length === 0) return fail(`${nameOf(service)} names no networks that its load balancer admits.`, evidence);
		return wide.length > 0
			? fail(`${nameOf(service)} admits wide networks to its load balancer: ${listed(wide)}.`, evidence)
			: pass(`${nameOf(service)} admits ${listed(sourceRanges)} to its load balancer.`, evidence);
	},
});
