import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleNodeProxyRestricted } from "../../../shared/rules/kubernetes/kubernetes-role-node-proxy-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] });

testRule(
	kubernetesRoleNodeProxyRestricted,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody use the proxy of nodes.',
				evidence: { granted: [] },
				with: {
					rules: [ruled({ apiGroups: ["", "apps", "batch", "rbac.authorization.k8s.io"], resources: ["configmaps"], verbs: ["*"] })],
					namespace: "orders",
					roleKind: "Role",
					name: "orders-config-reader",
				},
			},
			{ name: "a verb that does not matter", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["nothing"] })] } },
			{ name: "the resource of another group", with: { rules: [ruled({ apiGroups: ["example.org"], resources: ["*"], verbs: ["*"] })] } },
			{
				name: "objects by name",
				with: { rules: [{ ...ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }), resourceNames: ["one"] }] },
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders use the proxy of nodes",
				evidence: { holders: [] },
			},
			{ name: "an allowed subject holds it", with: { rules: [dangerous] }, parameters: { allowedSubjects: ["Group d*"] } },
			{
				name: "only a service account of the platform holds it",
				with: { rules: [dangerous], bindings: heldBy(account("kube-system", "controller")) },
			},
			{
				name: "a Role, which reaches no cluster-wide objects",
				with: { rules: [dangerous], namespace: "orders", roleKind: "Role", bindings: heldBy(group("devs"), "orders") },
				says: "a Role reaches only objects of its namespace",
			},
			{ name: "given in a namespace, where such objects are not", with: { rules: [dangerous], bindings: heldBy(group("devs"), "orders") } },
		],
		fail: [
			{
				name: "get nodes/proxy of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] })] },
				evidence: { granted: ["get nodes/proxy"] },
				says: 'ClusterRole "ops" lets "Group devs" use the proxy of nodes.',
			},
			{
				name: "create nodes/proxy of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["create"] })] },
				evidence: { granted: ["create nodes/proxy"] },
			},
			{
				name: "update nodes/proxy of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["update"] })] },
				evidence: { granted: ["update nodes/proxy"] },
			},
			{
				name: "patch nodes/proxy of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["patch"] })] },
				evidence: { granted: ["patch nodes/proxy"] },
			},
			{
				name: "delete nodes/proxy of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["delete"] })] },
				evidence: { granted: ["delete nodes/proxy"] },
			},
			{ name: "every verb", with: { rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["*"] })] } },
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["get"] })] } },
			{ name: "the subresource of every resource", with: { rules: [ruled({ apiGroups: [""], resources: ["*/proxy"], verbs: ["get"] })] } },
			{
				name: "a built-in role that the organisation gives",
				with: { builtIn: true, rules: [ruled({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] })] },
			},
		],
		notApplicable: [
			{
				name: "a built-in role that only Kubernetes gives",
				with: { builtIn: true, rules: [dangerous], bindings: heldBy(group("devs"), undefined, true) },
				says: "comes with the cluster",
			},
		],
		indeterminate: [
			{
				name: "who holds it is not known",
				with: { rules: [dangerous], bindings: denied("kubernetes", "list clusterrolebindings") },
				says: "list clusterrolebindings",
			},
		],
	},
	anyRole,
);
