import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesServiceAccountDatabaseNotShared = defineRule({
	id: "kubernetes-service-account-database-not-shared",
	title: "Each service that uses a database has a service account of its own",
	severity: "low",
	resource: "kubernetes.ServiceAccount",
	risk: "Services that share an identity share its rights on databases and secrets, and nobody can tell which of them did what.",
	recommendation: "Create a service account for each Deployment, StatefulSet and DaemonSet, with its own role.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: {},
	evaluate(account) {
		const called = nameOf(account);
		if (account.name === "default")
			return notApplicable(`${called} belongs to nobody; kubernetes-workload-own-service-account judges its pods.`);
		if (!need(account.usesDatabase)) return notApplicable(`${called} is used by no database and no client of one.`);
		// Jobs, such as migrations, are part of a service.
		const services = need(account.workloads).filter((arn) => !/\/(Job|CronJob)\//.test(arn));
		const evidence = { services: services.slice(0, 20) };
		return services.length > 1
			? fail(`${called} is shared by ${listed(services.map(shortName))}.`, evidence)
			: pass(`${called} belongs to ${services.length === 0 ? "jobs alone" : listed(services.map(shortName))}.`, evidence);
	},
});

/** `Deployment/orders-api` of an arn. */
const shortName = (arn: string): string => arn.split("/").slice(-2).join("/");
