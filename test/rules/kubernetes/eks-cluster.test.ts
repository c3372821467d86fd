import { describe, expect, it } from "vitest";
import { evaluate } from "../../../shared/core/evaluate.ts";
import type { Finding } from "../../../shared/core/finding.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { type RuleId, rules } from "../../../shared/rules/index.ts";
import { clusterRole, clusterRoleBinding, eksSystem } from "../../support/kubernetes/eks-system.ts";
import { collectFrom, container, controller, type Manifest, namespaceNamed, object } from "../../support/kubernetes/fake-api.ts";
import { now } from "../../support/rule-table.ts";

async function judged(manifests: readonly Manifest[]): Promise<Finding[]> {
	const { resources } = await collectFrom(manifests, { groups: ["external-secrets.io"] });
	return evaluate({ scopes: [], resources, errors: [] }, { rules, frameworks: indexFrameworks([]), now });
}

const failures = (findings: readonly Finding[]): string[] =>
	findings
		.filter(({ verdict }) => verdict === "fail")
		.map(({ ruleId, resource, severity }) => `${severity} ${resource.name} ${ruleId}`)
		.toSorted();

describe("a cluster that EKS has just made", () => {
	it("fails only in what its owner has still to do", async () => {
		expect(failures(await judged(eksSystem))).toEqual([
			"informational default kubernetes-service-account-default-automount-off",
			"low prod kubernetes-cluster-namespaces-separate",
		]);
	});

	it("leaves nothing undecided", async () => {
		const open = (await judged(eksSystem)).filter(({ verdict }) => verdict === "indeterminate");
		expect(open.map(({ resource, ruleId, detail }) => `${resource.name} ${ruleId}: ${detail}`)).toEqual([]);
	});
});

/** What grows in a cluster over the years. */
const grown: readonly Manifest[] = [
	...eksSystem,
	namespaceNamed("orders"),
	object("v1", "ServiceAccount", "default"),
	object("v1", "ServiceAccount", "ci"),
	controller(
		"StatefulSet",
		"db",
		{ containers: [container({ name: "postgres", image: "postgres:latest", securityContext: { runAsUser: 0 } })] },
		{ labels: { "app.kubernetes.io/component": "database" } },
	),
	controller("Deployment", "web", {
		hostPID: true,
		containers: [
			container({
				image: "nginx",
				securityContext: { privileged: true },
				envFrom: [{ secretRef: { name: "payments" } }],
				ports: [{ containerPort: 80, hostPort: 8080 }],
			}),
		],
		volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock" } }],
	}),
	object("v1", "Service", "web", {
		metadata: {
			name: "web",
			namespace: "orders",
			annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
		},
		spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ name: "http", port: 80 }] },
	}),
	object("v1", "ConfigMap", "aws-auth", {
		metadata: { name: "aws-auth", namespace: "kube-system" },
		data: {
			mapRoles: "- rolearn: arn:aws:iam::123456789012:role/ops\n  groups: [system:masters]\n",
			mapUsers: "- userarn: arn:aws:iam::123456789012:user/anna\n",
		},
	}),
	clusterRoleBinding("tiller", "cluster-admin", [{ kind: "ServiceAccount", name: "tiller", namespace: "kube-system" }]),
	...clusterRole("dashboard", [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }], [{ kind: "Group", name: "devs" }]),
	...clusterRole("probe", [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }], [{ kind: "User", name: "system:anonymous" }]),
	...clusterRole("agent", [{ apiGroups: [""], resources: ["nodes/*"], verbs: ["get"] }], [{ kind: "Group", name: "system:authenticated" }]),
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "RoleBinding",
		metadata: { name: "devs", namespace: "orders" },
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "admin" },
		subjects: [
			{ kind: "Group", name: "devs" },
			{ kind: "ServiceAccount", name: "default" },
		],
	},
];

describe("a cluster that has grown over the years", () => {
	it.each<[string, RuleId, string]>([
		["cluster-admin", "kubernetes-role-cluster-admin-limited", '"ServiceAccount kube-system/tiller"'],
		["dashboard", "kubernetes-role-secrets-restricted", '"Group devs"'],
		["admin", "kubernetes-role-secrets-restricted", '"Group devs in orders", "ServiceAccount orders/default in orders"'],
		["admin", "kubernetes-role-pod-creation-restricted", "create pods"],
		["admin", "kubernetes-role-pod-exec-restricted", "run commands in pods"],
		["admin", "kubernetes-role-token-creation-restricted", "create tokens"],
		["admin", "kubernetes-role-no-impersonation", "impersonate others"],
		["admin", "kubernetes-role-no-wildcards", "* on secrets,pods,pods/exec,serviceaccounts/token of core"],
		["probe", "kubernetes-role-not-anonymous", "User system:anonymous"],
		["agent", "kubernetes-role-not-all-authenticated", "Group system:authenticated"],
		["orders", "kubernetes-namespace-database-secrets-restricted", '"Group devs", "ServiceAccount orders/default"'],
		["orders", "kubernetes-namespace-network-policies", "holds a database"],
		["orders", "kubernetes-namespace-default-deny", "every pod that no policy selects"],
		["orders", "kubernetes-namespace-pod-security-enforced", "no Pod Security Standard"],
		["default", "kubernetes-service-account-default-without-rights", "ClusterRole/admin"],
		["db", "kubernetes-workload-image-tag-fixed", "postgres:latest"],
		["db", "kubernetes-workload-runs-as-non-root", '"postgres"'],
		["db", "kubernetes-workload-own-service-account", "mounts its token"],
		["web", "kubernetes-workload-not-privileged", '"main"'],
		["web", "kubernetes-workload-no-host-process-namespace", "process namespace"],
		["web", "kubernetes-workload-no-runtime-socket", "docker.sock"],
		["web", "kubernetes-workload-no-host-ports", '"main:8080"'],
		["web", "kubernetes-workload-secrets-as-files", "all of payments"],
		["web", "kubernetes-workload-seccomp-profile", '"main"'],
		["web", "kubernetes-service-load-balancer-tls", "on 80."],
		["prod", "kubernetes-cluster-aws-auth-no-masters", "role/ops"],
		["prod", "kubernetes-cluster-aws-auth-no-users", "1 IAM user"],
	])("%s fails %s", async (name, ruleId, says) => {
		const found = (await judged(grown)).filter((finding) => finding.ruleId === ruleId && finding.resource.name === name);
		expect(found.filter(({ verdict }) => verdict === "fail").map(({ detail }) => detail)).toContainEqual(expect.stringContaining(says));
	});

	it("still fails nothing of the platform", async () => {
		const ofPlatform = (await judged(grown)).filter(({ resource }) => resource.arn.startsWith("kubernetes://prod/kube-"));
		expect(failures(ofPlatform)).toEqual([]);
	});
});
