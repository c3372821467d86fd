import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountTokenWhereNeeded } from "../../../shared/rules/kubernetes/kubernetes-service-account-token-where-needed.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesServiceAccountTokenWhereNeeded,
	{
		pass: [
			{ name: "off", with: { automountToken: false }, says: "orders/orders-api mounts no token by default" },
			{
				name: "on, with rights",
				with: { roles: seen(["kubernetes://prod/orders/Role/reader"]) },
				says: "has rights in the cluster",
				evidence: { automountToken: null, roles: ["kubernetes://prod/orders/Role/reader"] },
			},
		],
		fail: [
			{ name: "not set, without rights", says: "has no rights in the cluster", evidence: { automountToken: null, roles: [] } },
			{ name: "on, without rights", with: { automountToken: true }, evidence: { automountToken: true } },
			{ name: "whether it uses a database is not known", with: { usesDatabase: denied("kubernetes", "list configmaps") } },
		],
		notApplicable: [
			{ name: "default", with: { name: "default" }, says: "kubernetes-service-account-default-automount-off" },
			{ name: "the platform's own", with: { namespace: "kube-system" }, says: "exempt namespace" },
			{ name: "of a database's client", with: { usesDatabase: seen(true) }, says: "kubernetes-service-account-database-automount-off" },
			{ name: "unused", with: { workloads: seen([]) }, says: "used by no workload" },
		],
		indeterminate: [
			{ name: "workloads were not read", with: { workloads: denied("kubernetes", "list pods") } },
			{ name: "bindings were not read", with: { roles: denied("kubernetes", "list rolebindings") } },
		],
	},
	{ automountToken: undefined as never, usesDatabase: seen(false), roles: seen([]) },
);
