import { describe, expect, it } from "vitest";
import { evaluate } from "../../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { rules } from "../../../shared/rules/index.ts";
import { clusterRole, clusterRoleBinding, eksSystem } from "../../support/kubernetes/eks-system.ts";
import { collectFrom, container, controller, type Manifest, namespaceNamed } from "../../support/kubernetes/fake-api.ts";
import { now } from "../../support/rule-table.ts";

const bootstrapping = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };
const mallory = [{ kind: "User", name: "mallory" }];

async function verdicts(binding: Manifest, ruleId: string) {
	const { resources } = await collectFrom([...eksSystem, namespaceNamed("orders"), binding]);
	return evaluate({ scopes: [], resources, errors: [] }, { rules, frameworks: indexFrameworks([]), now }).filter(
		(finding) => finding.ruleId === ruleId && finding.resource.name === "cluster-admin",
	);
}

describe("a binding that pretends to come with the cluster", () => {
	it.each([
		["by the prefix of the control plane", clusterRoleBinding("system:controller:backup", "cluster-admin", mallory)],
		["by the prefix of EKS", clusterRoleBinding("eks:backup", "cluster-admin", mallory)],
		["by the label of the built-in ones", clusterRoleBinding("backup", "cluster-admin", mallory, bootstrapping)],
		["beside a subject of EKS", clusterRoleBinding("eks:b", "cluster-admin", [{ kind: "User", name: "eks:addon-manager" }, ...mallory])],
		[
			"for an account of kube-system",
			clusterRoleBinding("eks:b", "cluster-admin", [{ kind: "ServiceAccount", name: "x", namespace: "kube-system" }]),
		],
		["for everybody", clusterRoleBinding("system:discovery", "cluster-admin", [{ kind: "Group", name: "system:authenticated" }])],
		[
			"for an account named as user",
			clusterRoleBinding("system:b", "cluster-admin", [{ kind: "User", name: "system:serviceaccount:orders:x" }]),
		],
	])("is judged all the same: %s", async (_, binding) => {
		expect((await verdicts(binding, "kubernetes-role-cluster-admin-limited")).map(({ verdict }) => verdict)).toEqual(["fail"]);
	});

	it.each([
		[
			"what is public in the cluster",
			{ apiGroups: ["certificates.k8s.io"], resources: ["clustertrustbundles"], verbs: ["get", "list", "watch"] },
			true,
		],
		["reviews of oneself", { apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectaccessreviews"], verbs: ["create"] }, true],
		["paths", { nonResourceURLs: ["/api/*", "/version"], verbs: ["get"] }, true],
		["any path", { nonResourceURLs: ["*"], verbs: ["get"] }, false],
		["pods", { apiGroups: [""], resources: ["pods"], verbs: ["get"] }, false],
		["changes", { apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] }, false],
		["any verb", { apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }, false],
	])("is one that comes with the cluster when role and binding of one name give everybody %s: %j", async (_, rule, builtIn) => {
		const { one } = await collectFrom(
			clusterRole("system:discovery-of-x", [rule], [{ kind: "Group", name: "system:serviceaccounts" }], bootstrapping),
		);
		const { bindings } = one("kubernetes.Role", "system:discovery-of-x");
		expect("value" in bindings && bindings.value.map((binding) => binding.builtIn)).toEqual([builtIn]);
	});

	it("counts among those who read the Secrets of a namespace", async () => {
		const { one } = await collectFrom([...eksSystem, namespaceNamed("orders"), clusterRoleBinding("system:x", "cluster-admin", mallory)]);
		const { secretReaders } = one("kubernetes.Namespace", "orders");
		expect("value" in secretReaders && secretReaders.value.map(({ subject }) => subject.name)).toContain("mallory");
	});

	it("is left alone when it does what EKS does with it", async () => {
		const binding = clusterRoleBinding("eks:fargate-manager", "cluster-admin", [{ kind: "User", name: "eks:fargate-manager" }]);
		expect((await verdicts(binding, "kubernetes-role-cluster-admin-limited")).map(({ verdict }) => verdict)).toEqual(["pass"]);
	});
});

describe("a namespace whose name begins like one of AWS", () => {
	it("is judged like any other", async () => {
		const { one } = await collectFrom([namespaceNamed("amazon-orders"), namespaceNamed("amazon-guardduty")]);
		expect(one("kubernetes.Namespace", "amazon-orders").system).toBe(false);
		expect(one("kubernetes.Namespace", "amazon-guardduty").system).toBe(true);
	});

	it("has its workloads judged like any other", async () => {
		const privileged = { containers: [container({ securityContext: { privileged: true } })] };
		const { resources } = await collectFrom(
			["amazon-orders", "amazon-guardduty"].map((namespace) => controller("DaemonSet", "agent", privileged, { namespace })),
		);
		const findings = evaluate({ scopes: [], resources, errors: [] }, { rules, frameworks: indexFrameworks([]), now });
		const found = findings.filter(({ ruleId }) => ruleId === "kubernetes-workload-not-privileged");
		expect(found.map(({ resource, verdict }) => [resource.arn.split("/")[3], verdict])).toEqual([
			["amazon-guardduty", "notApplicable"],
			["amazon-orders", "fail"],
		]);
	});
});
