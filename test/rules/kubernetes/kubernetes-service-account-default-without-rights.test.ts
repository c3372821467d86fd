import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountDefaultWithoutRights } from "../../../shared/rules/kubernetes/kubernetes-service-account-default-without-rights.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const role = "kubernetes://prod/orders/Role/reader";

testRule(
	kubernetesServiceAccountDefaultWithoutRights,
	{
		pass: [{ name: "no role", says: "orders/default: no role is bound", evidence: { count: 0 } }],
		fail: [{ name: "a role", with: { roles: seen([role]) }, says: role, evidence: { count: 1, first: [role] } }],
		notApplicable: [
			{ name: "an account of one's own", with: { name: "api", roles: seen([role]) }, says: "orders/api was made for a purpose" },
			{ name: "the platform's own", with: { namespace: "kube-system", roles: seen([role]) }, says: "exempt namespace" },
		],
		indeterminate: [{ name: "bindings were not read", with: { roles: denied("kubernetes", "list rolebindings") } }],
	},
	{ name: "default" },
);
