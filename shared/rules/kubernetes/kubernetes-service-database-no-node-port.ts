import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";
import { noDatabaseBehind } from "./judge/service.ts";

export const kubernetesServiceDatabaseNoNodePort = defineRule({
	id: "kubernetes-service-database-no-node-port",
	title: "Database in the cluster has no port on every node",
	severity: "medium",
	resource: "kubernetes.Service",
	risk: "Whoever reaches any node on the port reaches the database, past the NetworkPolicies that look at the address of the client.",
	recommendation: "Make the Service ClusterIP; for clients outside use an internal load balancer with source ranges.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
	related: {},
	evaluate(service) {
		const aside = noDatabaseBehind(service);
		if (aside) return aside;
		const nodePorts = service.ports.map(({ nodePort }) => nodePort).filter((port) => port !== undefined);
		const evidence = { type: service.type, nodePorts };
		if (service.type === "NodePort") return fail(`${nameOf(service)} opens the database on every node.`, evidence);
		return nodePorts.length > 0
			? fail(`${nameOf(service)} opens node ports ${nodePorts.join(", ")} beside its load balancer.`, evidence, "low")
			: pass(`${nameOf(service)} opens no port on the nodes.`, evidence);
	},
});
