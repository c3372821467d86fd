import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionOwnServiceAccount = defineRule({
	id: "connection-own-service-account",
	title: "Services that use a database run as a service account of their own",
	severity: "medium",
	resource: "database.Connection",
	risk: "Whatever runs under the same service account gets the same IAM role and the same way into the database.",
	recommendation:
		"Create a service account for the workload that is named, set serviceAccountName, and bind the IAM role for the database to it alone.",
	links: ["https://kubernetes.io/docs/concepts/security/service-accounts/"],
	related: {},
	evaluate(connection) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, client } = connection;
		if (client.kind !== "pod") return notApplicable(`${name} comes from no known pod.`);
		const { serviceAccount, serviceAccountSharedWith } = client;
		if (serviceAccount === undefined || serviceAccountSharedWith === undefined)
			throw new Unobserved(`${name}: the service account of the pods is not known.`);
		const evidence = { serviceAccount, sharedWith: serviceAccountSharedWith };
		if (serviceAccount === "default") return fail(`${name} runs as the service account default of its namespace.`, evidence);
		return serviceAccountSharedWith.length > 0
			? fail(`${name} runs as the service account ${serviceAccount}, as do ${listed(serviceAccountSharedWith)}.`, evidence)
			: pass(`${name} runs as the service account ${serviceAccount}, as nothing else does.`, evidence);
	},
});
