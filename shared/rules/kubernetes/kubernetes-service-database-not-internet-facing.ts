import { internetReach, isOpen } from "../../core/network.ts";
import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { nameOf } from "./judge/name.ts";
import { noDatabaseBehind, noLoadBalancer } from "./judge/service.ts";

export const kubernetesServiceDatabaseNotInternetFacing = defineRule({
	id: "kubernetes-service-database-not-internet-facing",
	title: "Database in the cluster has no load balancer that faces the internet",
	severity: "critical",
	resource: "kubernetes.Service",
	risk: "Anybody on the internet can try passwords and flaws of the database; the network policies of the cluster see only the load balancer.",
	recommendation: "Make the Service ClusterIP, or set the annotation service.beta.kubernetes.io/aws-load-balancer-scheme: internal.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html",
		"https://kubernetes.io/docs/concepts/services-networking/service/",
	],
	related: {},
	evaluate(service) {
		const aside = noDatabaseBehind(service) ?? noLoadBalancer(service);
		if (aside) return aside;
		const { scheme, sourceRanges } = service;
		if (scheme === undefined) throw new Unobserved(`${nameOf(service)} does not say whether its load balancer faces the internet.`);
		const evidence = { scheme, sourceRanges: sourceRanges.slice(0, 20) };
		if (scheme === "internal") return pass(`${nameOf(service)} has an internal load balancer.`, evidence);
		const { reach } = internetReach(sourceRanges);
		return sourceRanges.length === 0 || isOpen(reach)
			? fail(
					`${nameOf(service)} has a load balancer that faces the internet and admits ${sourceRanges.length === 0 ? "every address" : "large parts of it"}.`,
					evidence,
				)
			: fail(
					`${nameOf(service)} has a load balancer that faces the internet, for ${counted(sourceRanges.length, "range")} of addresses.`,
					evidence,
					"high",
				);
	},
});
