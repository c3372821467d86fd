import { kubernetesRoleNotAllAuthenticated } from "../../../shared/rules/kubernetes/kubernetes-role-not-all-authenticated.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyRole, group, heldBy, ruled, user } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const everybody = heldBy(group("system:authenticated"));
const pods = (...verbs: string[]) => ruled({ apiGroups: [""], resources: ["pods"], verbs });

testRule(
	kubernetesRoleNotAllAuthenticated,
	{
		pass: [
			{ name: "a group of one's own", evidence: { count: 0 }, says: "is given to named subjects only" },
			{ name: "a user with the group's name", with: { bindings: heldBy(user("system:authenticated")) } },
			{ name: "a group with a longer name", with: { bindings: heldBy(group("system:authenticated-devs")) } },
			{ name: "a group that is no namespace's", with: { bindings: heldBy(group("system:serviceaccounts:")) } },
		],
		fail: [
			{
				name: "everybody who logs in may read",
				with: { bindings: everybody, rules: [pods("get", "list", "watch")] },
				says: 'is given to "Group system:authenticated"',
				evidence: { people: ["Group system:authenticated"] },
			},
			{ name: "all service accounts", with: { bindings: heldBy(group("system:serviceaccounts")) }, evidence: { people: [] } },
			{
				name: "all service accounts of a namespace",
				with: { bindings: heldBy(group("system:serviceaccounts:orders"), "orders") },
				evidence: { people: [] },
			},
			{ name: "a built-in role", with: { builtIn: true, bindings: everybody } },
			{ name: "URLs only", with: { bindings: everybody, rules: [ruled({ nonResourceUrls: ["/metrics"], verbs: ["post"] })] } },
			{ name: "a change", with: { bindings: everybody, rules: [pods("get", "delete")] }, severity: "high" },
			{ name: "a change, beside reading", with: { bindings: everybody, rules: [pods("get"), pods("create")] }, severity: "high" },
			{
				name: "Secrets",
				with: { bindings: everybody, rules: [ruled({ apiGroups: [""], resources: ["secrets"], verbs: ["list"] })] },
				severity: "high",
			},
		],
		notApplicable: [
			{ name: "Kubernetes' own role", with: { builtIn: true, bindings: heldBy(group("system:authenticated"), undefined, true) } },
		],
		indeterminate: [{ name: "bindings were not read", with: { bindings: denied("kubernetes", "list rolebindings") } }],
	},
	anyRole,
);
