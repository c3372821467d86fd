import { seen } from "../../../shared/core/observed.ts";
import type { RbacSubject } from "../../../shared/core/resources/kubernetes.ts";
import { kubernetesNamespaceDatabaseSecretsRestricted } from "../../../shared/rules/kubernetes/kubernetes-namespace-database-secrets-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, group, user } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const role = "kubernetes://prod/-/ClusterRole/view-all";
const readBy = (...subjects: RbacSubject[]) => ({
	secretReaders: seen(subjects.map((subject) => ({ subject, role, verbs: ["get"], clusterWide: true }))),
});

testRule(kubernetesNamespaceDatabaseSecretsRestricted, {
	pass: [
		{ name: "nobody", says: "Nobody but the platform reads all Secrets in orders", evidence: { count: 0 } },
		{
			name: "some Secrets by name",
			with: { secretReaders: seen([{ subject: group("devs"), role, verbs: ["get"], clusterWide: false, only: ["tls"] }]) },
		},
		{ name: "the platform", with: readBy(account("kube-system", "csi"), group("system:masters")) },
		{
			name: "an operator that is allowed",
			with: readBy(account("cnpg-system", "cnpg-manager")),
			parameters: { allowedSubjects: ["ServiceAccount cnpg-system/*"] },
		},
	],
	fail: [
		{
			name: "people and other namespaces",
			with: readBy(group("devs"), account("ci", "deployer"), user("anna")),
			says: 'All Secrets in orders, which holds a database, can be read by "Group devs", "ServiceAccount ci/deployer", "User anna".',
			evidence: { count: 3, readers: ["Group devs", "ServiceAccount ci/deployer", "User anna"], roles: [role] },
		},
		{ name: "one by two roles counts once", with: readBy(group("devs"), group("devs")), evidence: { count: 1 } },
		{
			name: "many",
			with: readBy(...Array.from({ length: 25 }, (_, index) => group(`team-${index}`))),
			says: "and 20 more",
			evidence: { count: 25, readers: Array.from({ length: 20 }, (_, index) => `Group team-${index}`) },
		},
		{ name: "its own service account", with: readBy(account("orders", "orders-api")), severity: "medium" },
		{ name: "its own and another", with: readBy(account("orders", "orders-api"), account("orders2", "x")) },
	],
	notApplicable: [
		{ name: "no database", with: { ...readBy(group("devs")), databaseWorkloads: seen([]) }, says: "No database runs" },
		{ name: "the cluster's own", with: { ...readBy(group("devs")), system: true }, says: "of the platform" },
	],
	indeterminate: [
		{ name: "databases are not known", with: { databaseWorkloads: denied("kubernetes", "list pods") } },
		{ name: "roles were not read", with: { secretReaders: denied("kubernetes", "list roles") } },
	],
});
