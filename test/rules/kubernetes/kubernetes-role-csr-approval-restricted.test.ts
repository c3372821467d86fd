import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleCsrApprovalRestricted } from "../../../shared/rules/kubernetes/kubernetes-role-csr-approval-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] });

testRule(
	kubernetesRoleCsrApprovalRestricted,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody approve certificate signing requests.',
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
							...ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] }),
							resourceNames: ["one"],
						},
					],
				},
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders approve certificate signing requests",
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
				name: "update certificatesigningrequests/approval of certificates.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] })],
				},
				evidence: { granted: ["update certificatesigningrequests/approval"] },
				says: 'ClusterRole "ops" lets "Group devs" approve certificate signing requests.',
			},
			{
				name: "patch certificatesigningrequests/approval of certificates.k8s.io",
				with: {
					rules: [ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["patch"] })],
				},
				evidence: { granted: ["patch certificatesigningrequests/approval"] },
			},
			{
				name: "every verb",
				with: { rules: [ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["*"] })] },
			},
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["update"] })] } },
			{
				name: "the subresource of every resource",
				with: { rules: [ruled({ apiGroups: ["certificates.k8s.io"], resources: ["*/approval"], verbs: ["update"] })] },
			},
			{
				name: "a built-in role that the organisation gives",
				with: {
					builtIn: true,
					rules: [ruled({ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] })],
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
