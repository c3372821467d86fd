import { seen } from "../../../shared/core/observed.ts";
import type { SelectingPolicy } from "../../../shared/core/resources/kubernetes.ts";
import { kubernetesDatabaseNetworkSourcesRestricted } from "../../../shared/rules/kubernetes/kubernetes-database-network-sources-restricted.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

const chosen: SelectingPolicy[] = [
	{ name: "chosen", isolatesIngress: true, isolatesEgress: true, ingress: [{ kind: "pods", detail: "app=orders-api", ports: [] }] },
];

/** The compliant policy with another source, to the port of the database unless it says otherwise. */
const admitting = (source: Partial<SelectingPolicy["ingress"][number]>) => ({
	networkPolicies: seen([
		{
			name: "orders-db",
			isolatesIngress: true,
			isolatesEgress: true,
			ingress: [{ kind: "pods" as const, detail: "", ports: [{ port: "5432", protocol: "TCP" }], ...source }],
		},
	]),
});

testRule(
	kubernetesDatabaseNetworkSourcesRestricted,
	{
		pass: [
			{ name: "all but everything", with: admitting({ kind: "cidr", detail: "0.0.0.0/0", except: ["0.0.0.0/1", "128.0.0.0/1"] }) },
			{ name: "what is left of a wide network", with: admitting({ kind: "cidr", detail: "10.0.0.0/15", except: ["10.1.0.0/16"] }) },
			{ name: "pods", says: "admits only chosen clients", evidence: { ports: [5432] } },
			{ name: "a namespace", with: admitting({ kind: "namespaces", detail: "team=orders" }) },
			{ name: "nobody", with: { networkPolicies: seen([{ name: "deny", isolatesIngress: true, isolatesEgress: false, ingress: [] }]) } },
			{ name: "a network", with: admitting({ kind: "cidr", detail: "10.0.0.0/16" }) },
			{ name: "a network of IPv6", with: admitting({ kind: "cidr", detail: "fd00:1:2::/48" }) },
			{ name: "anywhere to metrics", with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "9187", protocol: "TCP" }] }) },
			{
				name: "anywhere to metrics by name",
				with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "metrics", protocol: "TCP" }] }),
			},
			{ name: "anywhere by UDP", with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "5432", protocol: "UDP" }] }) },
			{
				name: "anywhere to ports just below",
				with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "5000", endPort: 5431, protocol: "TCP" }] }),
			},
			{
				name: "anywhere to ports just above",
				with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "5433", endPort: 5500, protocol: "TCP" }] }),
			},
			{
				name: "what a policy admits that does not isolate",
				with: {
					networkPolicies: seen([
						...chosen,
						{ name: "egress", isolatesIngress: false, isolatesEgress: true, ingress: [{ kind: "anywhere", detail: "", ports: [] }] },
					]),
				},
			},
		],
		fail: [
			{
				name: "most of a wide network",
				with: admitting({ kind: "cidr", detail: "10.0.0.0/14", except: ["10.1.0.0/16"] }),
				severity: "medium",
			},
			{
				name: "everybody beside a wide network",
				with: {
					networkPolicies: seen([
						{
							name: "open",
							isolatesIngress: true,
							isolatesEgress: false,
							ingress: [
								{ kind: "cidr", detail: "10.0.0.0/15", ports: [] },
								{ kind: "anywhere", detail: "", ports: [] },
							],
						},
					]),
				},
				evidence: { open: ["10.0.0.0/15 (policy open)", "anywhere (policy open)"] },
			},
			{ name: "anywhere", with: admitting({ kind: "anywhere", detail: "anywhere" }), says: '"anywhere (policy orders-db)"' },
			{
				name: "all ports to anywhere",
				with: admitting({ kind: "anywhere", detail: "", ports: [] }),
				says: '"anywhere (policy orders-db)"',
			},
			{ name: "all namespaces", with: admitting({ kind: "allNamespaces", detail: "" }), says: "all namespaces (policy" },
			{
				name: "the internet",
				with: admitting({ kind: "cidr", detail: "0.0.0.0/0", except: ["10.0.0.0/8"] }),
				says: "0.0.0.0/0 except 10.0.0.0/8",
			},
			{ name: "a wide private network", with: admitting({ kind: "cidr", detail: "10.0.0.0/15" }), severity: "medium", says: "10.0.0.0/15" },
			{ name: "a wide private network of IPv6", with: admitting({ kind: "cidr", detail: "fd00::/47" }), severity: "medium" },
			{
				name: "what the parameter makes wide",
				with: admitting({ kind: "cidr", detail: "10.0.0.0/16" }),
				parameters: { minimumPrefix4: 17 },
				severity: "medium",
			},
			{
				name: "a range of ports",
				with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "5000", endPort: 5432, protocol: "TCP" }] }),
			},
			{
				name: "a range of ports that begins there",
				with: admitting({ kind: "anywhere", detail: "", ports: [{ port: "5432", endPort: 6000, protocol: "TCP" }] }),
			},
			{
				name: "a policy of several",
				with: {
					networkPolicies: seen([
						...chosen,
						{ name: "open", isolatesIngress: true, isolatesEgress: false, ingress: [{ kind: "anywhere", detail: "", ports: [] }] },
					]),
				},
				says: '"anywhere (policy open)"',
			},
			{
				name: "another port that the container declares",
				with: {
					...admitting({ kind: "anywhere", detail: "", ports: [{ port: "6543", protocol: "TCP" }] }),
					containers: [container({ name: "postgres", ports: [{ port: 6543, protocol: "TCP" }] })],
				},
				evidence: { ports: [6543] },
			},
			{
				name: "the usual port, which the container does not declare",
				with: { ...admitting({ kind: "anywhere", detail: "" }), containers: [container({ name: "postgres", ports: [] })] },
				evidence: { ports: [5432] },
			},
			{
				name: "any port of an engine that is not known",
				with: {
					...admitting({ kind: "anywhere", detail: "", ports: [{ port: "7000", protocol: "TCP" }] }),
					database: { engine: "unknown", by: "label" },
					containers: [container({ ports: [] })],
				},
				evidence: { ports: [] },
			},
		],
		notApplicable: [
			{ name: "not isolated", with: { networkPolicies: seen([]) }, says: "kubernetes-database-network-isolated" },
			{ name: "the node's network", with: { hostNetwork: true }, says: "kubernetes-database-network-isolated" },
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
		],
		indeterminate: [
			{ name: "policies were not read", with: { networkPolicies: notRead }, says: "denied" },
			{ name: "policies of others", with: { otherNetworkPolicies: seen(true) }, says: "may admit more" },
		],
	},
	databaseWorkload,
);
