import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountDatabaseNotShared } from "../../../shared/rules/kubernetes/kubernetes-service-account-database-not-shared.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceAccountDatabaseNotShared, {
	pass: [
		{ name: "one service", says: '"Deployment/orders-api"' },
		{
			name: "a service and its jobs",
			with: {
				workloads: seen([
					"kubernetes://prod/orders/Deployment/orders-api",
					"kubernetes://prod/orders/Job/migrate",
					"kubernetes://prod/orders/CronJob/clean",
				]),
			},
		},
		{ name: "jobs alone", with: { workloads: seen(["kubernetes://prod/orders/Job/migrate"]) }, says: "jobs alone" },
	],
	fail: [
		{
			name: "two services",
			with: { workloads: seen(["kubernetes://prod/orders/Deployment/orders-api", "kubernetes://prod/orders/Deployment/worker"]) },
			says: '"Deployment/orders-api", "Deployment/worker"',
		},
	],
	notApplicable: [
		{ name: "the default one", with: { name: "default", automountToken: undefined }, says: "belongs to nobody" },
		{ name: "no database", with: { usesDatabase: seen(false) }, says: "no database" },
	],
	indeterminate: [
		{ name: "its use was not read", with: { usesDatabase: notRead }, says: "denied" },
		{ name: "its workloads were not read", with: { workloads: notRead }, says: "denied" },
	],
});
