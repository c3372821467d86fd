import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { noDatabaseBehind } from "./judge/service.ts";

export const kubernetesServiceDatabaseNoExternalIps = defineRule({
	id: "kubernetes-service-database-no-external-ips",
	title: "Database in the cluster has no external addresses of its Service",
	severity: "high",
	resource: "kubernetes.Service",
	risk: "Nodes take traffic for the addresses whoever owns them (CVE-2020-8554): the database is open beyond the cluster, and clients can be led astray.",
	recommendation: "Remove externalIPs from the Service, and forbid them by admission policy.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
	related: {},
	evaluate(service) {
		return (
			noDatabaseBehind(service) ??
			expectNone({ name: nameOf(service) }, service.externalIps, {
				pass: "the Service has no external addresses",
				fail: (list) => `the Service has external addresses: ${list}`,
			})
		);
	},
});
