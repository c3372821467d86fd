import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleTokenCreationRestricted } from "../../../shared/rules/kubernetes/kubernetes-role-token-creation-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] });

testRule(
	kubernetesRoleTokenCreationRestricted,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody create tokens of service accounts.',
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
				with: {
					rules: [{ ...ruled({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }), resourceNames: ["one"] }],
				},
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders create tokens of service accounts",
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
				name: "create serviceaccounts/token of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] })] },
				evidence: { granted: ["create serviceaccounts/token"] },
				says: 'ClusterRole "ops" lets "Group devs" create tokens of service accounts.',
			},
			{ name: "every verb", with: { rules: [ruled({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["*"] })] } },
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["create"] })] } },
			{
				name: "the subresource of every resource",
				with: { rules: [ruled({ apiGroups: [""], resources: ["*/token"], verbs: ["create"] })] },
			},
			{
				name: "a built-in role that the organisation gives",
				with: { builtIn: true, rules: [ruled({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] })] },
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
