import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { isRdsEndpoint } from "./judge/endpoint.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesServiceExternalNameNotDatabase = defineRule({
	id: "kubernetes-service-external-name-not-database",
	title: "No alias inside the cluster stands for an RDS endpoint",
	severity: "low",
	resource: "kubernetes.Service",
	risk: "Clients that use the alias cannot verify the name in the certificate of RDS, and so fall back to TLS that anybody in between can end; who may edit the Service sends them anywhere.",
	recommendation:
		"Give clients the endpoint of RDS itself, with sslmode=verify-full or VERIFY_IDENTITY, and delete the ExternalName Service.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
	related: {},
	evaluate(service) {
		if (service.type !== "ExternalName" || service.externalName === undefined)
			return notApplicable(`${nameOf(service)} is no alias but ${service.type}.`);
		const { externalName } = service;
		return isRdsEndpoint(externalName)
			? fail(`${nameOf(service)} stands for ${quoted(externalName)}, whose certificate does not carry that name.`, { externalName })
			: pass(`${nameOf(service)} stands for ${quoted(externalName)}, which is no endpoint of RDS.`, { externalName });
	},
});
