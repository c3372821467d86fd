import { seen } from "../../../shared/core/observed.ts";
import { kubernetesDatabaseNetworkIsolated } from "../../../shared/rules/kubernetes/kubernetes-database-network-isolated.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseNetworkIsolated,
	{
		pass: [{ name: "a policy", says: 'orders/orders-db is isolated by "orders-db"', evidence: { policies: ["orders-db"] } }],
		fail: [
			{ name: "no policy, by evidence", with: { networkPolicies: seen([]) }, evidence: { hostNetwork: false, policies: [] } },
			{ name: "the node's network in spite of a policy", with: { hostNetwork: true }, evidence: { policies: [] } },
			{ name: "no policy", with: { networkPolicies: seen([]) }, says: "has no NetworkPolicy that isolates its ingress" },
			{
				name: "a policy for the other direction",
				with: { networkPolicies: seen([{ name: "x", isolatesIngress: false, isolatesEgress: true, ingress: [] }]) },
			},
			{ name: "the node's network", with: { hostNetwork: true }, says: "uses the network of its node", evidence: { hostNetwork: true } },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
		],
		indeterminate: [
			{ name: "policies were not read", with: { networkPolicies: notRead }, says: "denied" },
			{ name: "policies of others", with: { networkPolicies: seen([]), otherNetworkPolicies: seen(true) }, says: "Cilium or Calico" },
			{
				name: "whether there are policies of others was not read",
				with: { networkPolicies: seen([]), otherNetworkPolicies: notRead },
				says: "denied",
			},
		],
	},
	databaseWorkload,
);
