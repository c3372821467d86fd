import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleNoImpersonation } from "../../../shared/rules/kubernetes/kubernetes-role-no-impersonation.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] });

testRule(
	kubernetesRoleNoImpersonation,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody impersonate others.',
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
				with: { rules: [{ ...ruled({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }), resourceNames: ["one"] }] },
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders impersonate others",
				evidence: { holders: [] },
			},
			{ name: "an allowed subject holds it", with: { rules: [dangerous] }, parameters: { allowedSubjects: ["Group d*"] } },
			{
				name: "only a service account of the platform holds it",
				with: { rules: [dangerous], bindings: heldBy(account("kube-system", "controller")) },
			},
		],
		fail: [
			{
				name: "impersonate users of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] })] },
				evidence: { granted: ["impersonate users"] },
				says: 'ClusterRole "ops" lets "Group devs" impersonate others.',
			},
			{
				name: "impersonate groups of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["groups"], verbs: ["impersonate"] })] },
				evidence: { granted: ["impersonate groups"] },
			},
			{
				name: "impersonate serviceaccounts of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] })] },
				evidence: { granted: ["impersonate serviceaccounts"] },
			},
			{
				name: "impersonate uids of authentication.k8s.io",
				with: { rules: [ruled({ apiGroups: ["authentication.k8s.io"], resources: ["uids"], verbs: ["impersonate"] })] },
				evidence: { granted: ["impersonate uids"] },
			},
			{ name: "every verb", with: { rules: [ruled({ apiGroups: [""], resources: ["users"], verbs: ["*"] })] } },
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["impersonate"] })] } },
			{
				name: "a built-in role that the organisation gives",
				with: { builtIn: true, rules: [ruled({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] })] },
			},
			{
				name: "in a namespace with a database",
				with: { rules: [dangerous], bindings: heldBy(group("devs"), "orders") },
				says: '"Group devs in orders"',
			},
			{
				name: "in another namespace",
				with: { rules: [dangerous], bindings: heldBy(group("devs"), "web") },
				says: '"Group devs in web"',
				severity: "medium",
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
