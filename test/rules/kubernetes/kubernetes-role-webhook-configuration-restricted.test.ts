import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleWebhookConfigurationRestricted } from "../../../shared/rules/kubernetes/kubernetes-role-webhook-configuration-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["create"] });

testRule(
	kubernetesRoleWebhookConfigurationRestricted,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody change admission webhooks.',
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
					rules: [
						{
							...ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["create"] }),
							resourceNames: ["one"],
						},
					],
				},
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders change admission webhooks",
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
				name: "create mutatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["create"] })],
				},
				evidence: { granted: ["create mutatingwebhookconfigurations"] },
				says: 'ClusterRole "ops" lets "Group devs" change admission webhooks.',
			},
			{
				name: "update mutatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["update"] })],
				},
				evidence: { granted: ["update mutatingwebhookconfigurations"] },
			},
			{
				name: "patch mutatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["patch"] })],
				},
				evidence: { granted: ["patch mutatingwebhookconfigurations"] },
			},
			{
				name: "delete mutatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["delete"] })],
				},
				evidence: { granted: ["delete mutatingwebhookconfigurations"] },
			},
			{
				name: "deletecollection mutatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [
						ruled({
							apiGroups: ["admissionregistration.k8s.io"],
							resources: ["mutatingwebhookconfigurations"],
							verbs: ["deletecollection"],
						}),
					],
				},
				evidence: { granted: ["deletecollection mutatingwebhookconfigurations"] },
			},
			{
				name: "create validatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [
						ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["validatingwebhookconfigurations"], verbs: ["create"] }),
					],
				},
				evidence: { granted: ["create validatingwebhookconfigurations"] },
			},
			{
				name: "update validatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [
						ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["validatingwebhookconfigurations"], verbs: ["update"] }),
					],
				},
				evidence: { granted: ["update validatingwebhookconfigurations"] },
			},
			{
				name: "patch validatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["validatingwebhookconfigurations"], verbs: ["patch"] })],
				},
				evidence: { granted: ["patch validatingwebhookconfigurations"] },
			},
			{
				name: "delete validatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [
						ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["validatingwebhookconfigurations"], verbs: ["delete"] }),
					],
				},
				evidence: { granted: ["delete validatingwebhookconfigurations"] },
			},
			{
				name: "deletecollection validatingwebhookconfigurations of admissionregistration.k8s.io",
				with: {
					rules: [
						ruled({
							apiGroups: ["admissionregistration.k8s.io"],
							resources: ["validatingwebhookconfigurations"],
							verbs: ["deletecollection"],
						}),
					],
				},
				evidence: { granted: ["deletecollection validatingwebhookconfigurations"] },
			},
			{
				name: "every verb",
				with: {
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["*"] })],
				},
			},
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["create"] })] } },
			{
				name: "a built-in role that the organisation gives",
				with: {
					builtIn: true,
					rules: [ruled({ apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], verbs: ["create"] })],
				},
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
