import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRolePodCreationRestricted } from "../../../shared/rules/kubernetes/kubernetes-role-pod-creation-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const dangerous = ruled({ apiGroups: [""], resources: ["pods"], verbs: ["create"] });

testRule(
	kubernetesRolePodCreationRestricted,
	{
		pass: [
			{
				name: "another resource",
				says: 'Role "orders/orders-config-reader" lets nobody create pods.',
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
				with: { rules: [{ ...ruled({ apiGroups: [""], resources: ["pods"], verbs: ["create"] }), resourceNames: ["one"] }] },
			},
			{
				name: "nobody holds it",
				with: { rules: [dangerous], bindings: seen([]) },
				says: "would let its holders create pods",
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
				name: "create pods of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["pods"], verbs: ["create"] })] },
				evidence: { granted: ["create pods"] },
				says: 'ClusterRole "ops" lets "Group devs" create pods.',
			},
			{
				name: "create replicationcontrollers of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["replicationcontrollers"], verbs: ["create"] })] },
				evidence: { granted: ["create replicationcontrollers"] },
			},
			{
				name: "update replicationcontrollers of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["replicationcontrollers"], verbs: ["update"] })] },
				evidence: { granted: ["update replicationcontrollers"] },
			},
			{
				name: "patch replicationcontrollers of the core group",
				with: { rules: [ruled({ apiGroups: [""], resources: ["replicationcontrollers"], verbs: ["patch"] })] },
				evidence: { granted: ["patch replicationcontrollers"] },
			},
			{
				name: "create daemonsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["create"] })] },
				evidence: { granted: ["create daemonsets"] },
			},
			{
				name: "update daemonsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["update"] })] },
				evidence: { granted: ["update daemonsets"] },
			},
			{
				name: "patch daemonsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["patch"] })] },
				evidence: { granted: ["patch daemonsets"] },
			},
			{
				name: "create deployments of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["create"] })] },
				evidence: { granted: ["create deployments"] },
			},
			{
				name: "update deployments of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["update"] })] },
				evidence: { granted: ["update deployments"] },
			},
			{
				name: "patch deployments of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] })] },
				evidence: { granted: ["patch deployments"] },
			},
			{
				name: "create replicasets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["replicasets"], verbs: ["create"] })] },
				evidence: { granted: ["create replicasets"] },
			},
			{
				name: "update replicasets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["replicasets"], verbs: ["update"] })] },
				evidence: { granted: ["update replicasets"] },
			},
			{
				name: "patch replicasets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["replicasets"], verbs: ["patch"] })] },
				evidence: { granted: ["patch replicasets"] },
			},
			{
				name: "create statefulsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["create"] })] },
				evidence: { granted: ["create statefulsets"] },
			},
			{
				name: "update statefulsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["update"] })] },
				evidence: { granted: ["update statefulsets"] },
			},
			{
				name: "patch statefulsets of apps",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["patch"] })] },
				evidence: { granted: ["patch statefulsets"] },
			},
			{
				name: "create cronjobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["cronjobs"], verbs: ["create"] })] },
				evidence: { granted: ["create cronjobs"] },
			},
			{
				name: "update cronjobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["cronjobs"], verbs: ["update"] })] },
				evidence: { granted: ["update cronjobs"] },
			},
			{
				name: "patch cronjobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["cronjobs"], verbs: ["patch"] })] },
				evidence: { granted: ["patch cronjobs"] },
			},
			{
				name: "create jobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] })] },
				evidence: { granted: ["create jobs"] },
			},
			{
				name: "update jobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["jobs"], verbs: ["update"] })] },
				evidence: { granted: ["update jobs"] },
			},
			{
				name: "patch jobs of batch",
				with: { rules: [ruled({ apiGroups: ["batch"], resources: ["jobs"], verbs: ["patch"] })] },
				evidence: { granted: ["patch jobs"] },
			},
			{ name: "every verb", with: { rules: [ruled({ apiGroups: [""], resources: ["pods"], verbs: ["*"] })] } },
			{ name: "every resource of every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["create"] })] } },
			{
				name: "a built-in role that the organisation gives",
				with: { builtIn: true, rules: [ruled({ apiGroups: [""], resources: ["pods"], verbs: ["create"] })] },
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
