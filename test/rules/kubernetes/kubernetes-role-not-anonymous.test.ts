import { kubernetesRoleNotAnonymous } from "../../../shared/rules/kubernetes/kubernetes-role-not-anonymous.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyRole, group, heldBy, ruled, user } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const nobody = heldBy(group("system:unauthenticated"));
const urls = (...nonResourceUrls: string[]) => ruled({ nonResourceUrls, verbs: ["get"] });

testRule(
	kubernetesRoleNotAnonymous,
	{
		pass: [
			{ name: "a group", evidence: { count: 0 }, says: "is not given to callers who have not logged in" },
			{ name: "everybody who logged in is another rule's", with: { bindings: heldBy(group("system:authenticated")) } },
			{ name: "a user with the group's name", with: { bindings: heldBy(user("system:unauthenticated")) } },
		],
		fail: [
			{
				name: "the group of those without credentials",
				with: { bindings: nobody },
				says: "Group system:unauthenticated",
				evidence: { people: ["Group system:unauthenticated"], rules: 1 },
			},
			{
				name: "the anonymous user",
				with: { bindings: heldBy(user("system:anonymous"), "orders") },
				says: "User system:anonymous in orders",
			},
			{ name: "a built-in role", with: { builtIn: true, bindings: nobody } },
			{
				name: "health and version, which are open anyway",
				with: { bindings: nobody, rules: [urls("/healthz", "/livez", "/readyz/", "/version/", "/healthz/*")] },
				severity: "low",
			},
			{ name: "another URL", with: { bindings: nobody, rules: [urls("/healthz", "/logs")] } },
			{ name: "a URL that only begins like health", with: { bindings: nobody, rules: [urls("/healthzz")] } },
			{ name: "a URL that only ends like health", with: { bindings: nobody, rules: [urls("/proxy/healthz")] } },
			{
				name: "health, and objects by another rule",
				with: { bindings: nobody, rules: [urls("/healthz"), ruled({ resources: ["pods"] })] },
			},
			{ name: "health and objects", with: { bindings: nobody, rules: [{ ...urls("/healthz"), resources: ["pods"] }] } },
		],
		notApplicable: [
			{ name: "Kubernetes' own role", with: { builtIn: true, bindings: heldBy(group("system:unauthenticated"), undefined, true) } },
		],
		indeterminate: [{ name: "bindings were not read", with: { bindings: denied("kubernetes", "list rolebindings") } }],
	},
	anyRole,
);
