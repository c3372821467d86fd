import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleClusterAdminLimited } from "../../../shared/rules/kubernetes/kubernetes-role-cluster-admin-limited.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled, user } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const everything = ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] });

testRule(
	kubernetesRoleClusterAdminLimited,
	{
		pass: [
			{
				name: "only Kubernetes' own binding",
				with: { bindings: heldBy(group("system:masters"), undefined, true) },
				evidence: { holders: [] },
			},
			{
				name: "a second binding of the control plane's group",
				with: { bindings: heldBy(group("system:masters")) },
				says: 'ClusterRole "cluster-admin" gives full administration to nobody but',
			},
			{ name: "a user of EKS", with: { bindings: heldBy(user("eks:addon-manager")) } },
			{ name: "a user of the control plane", with: { bindings: heldBy(user("system:kube-controller-manager")) } },
			{ name: "nodes", with: { bindings: heldBy(user("system:node:ip-10-0-1-10")) } },
			{
				name: "the way in for emergencies",
				parameters: { allowedSubjects: ["Group break-glass"] },
				with: { bindings: heldBy(group("break-glass")) },
			},
		],
		fail: [
			{
				name: "people",
				with: {
					bindings: seen([{ name: "ops", builtIn: false, subjects: [group("ops"), user("anna@example.org"), account("ci", "deployer")] }]),
				},
				says: '"Group ops", "User anna@example.org", "ServiceAccount ci/deployer"',
				evidence: { count: 3, people: ["Group ops", "User anna@example.org"], bindings: ["ops"] },
			},
			{
				name: "a user whose name turns the text around",
				with: { bindings: heldBy(user("anna\n\u202egro")) },
				says: '"User anna\\n\\u202egro"',
				evidence: { people: ["User anna\\u000a\\u202egro"] },
			},
			{
				name: "a service account of the platform",
				with: { bindings: heldBy(account("kube-system", "tiller")) },
				says: "ServiceAccount kube-system/tiller",
			},
			{
				name: "a service account that is named as the user that it logs in as",
				with: { bindings: heldBy(user("system:serviceaccount:ci:deployer")) },
				says: "ServiceAccount ci/deployer",
				evidence: { people: [] },
			},
			{ name: "a group whose name only looks like the control plane's", with: { bindings: heldBy(group("system:masters2")) } },
			{ name: "a user with the name of the group", with: { bindings: heldBy(user("system:masters")) } },
			{ name: "everything, beside something else", with: { rules: [ruled({}), everything], bindings: heldBy(group("ops")) } },
			{ name: "a role of one's own", with: { name: "root", builtIn: false, bindings: heldBy(group("ops")) }, says: 'ClusterRole "root"' },
			{ name: "in a namespace with a database", with: { bindings: heldBy(group("ops"), "orders") }, says: "Group ops in orders" },
			{ name: "in another namespace", with: { bindings: heldBy(group("ops"), "web") }, severity: "medium" },
			{
				name: "in several namespaces, one with a database",
				with: {
					bindings: seen([
						{ name: "a", namespace: "web", builtIn: false, subjects: [group("ops")] },
						{ name: "b", namespace: "orders", builtIn: false, subjects: [group("ops")] },
					]),
				},
			},
			{
				name: "where databases are is not known",
				with: { bindings: heldBy(group("ops"), "orders"), databaseNamespaces: denied("kubernetes", "list pods") },
				severity: "medium",
			},
			{
				name: "a service account without namespace is of the binding's",
				with: { bindings: heldBy({ kind: "ServiceAccount", name: "app" }, "orders") },
				says: "ServiceAccount orders/app in orders",
			},
		],
		notApplicable: [
			{
				name: "less than everything: verbs",
				with: { rules: [{ ...everything, verbs: ["get"] }] },
				says: "does not give full administration",
			},
			{ name: "less than everything: resources", with: { rules: [{ ...everything, resources: ["pods"] }] } },
			{ name: "less than everything: groups", with: { rules: [{ ...everything, apiGroups: ["apps"] }] } },
			{ name: "less than everything: names", with: { rules: [{ ...everything, resourceNames: ["one"] }] } },
		],
		indeterminate: [{ name: "bindings were not read", with: { bindings: denied("kubernetes", "list clusterrolebindings") } }],
	},
	{ ...anyRole, name: "cluster-admin", builtIn: true, rules: [everything] },
);
