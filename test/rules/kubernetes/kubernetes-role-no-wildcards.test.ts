import { seen } from "../../../shared/core/observed.ts";
import { kubernetesRoleNoWildcards } from "../../../shared/rules/kubernetes/kubernetes-role-no-wildcards.ts";
import { denied } from "../../support/compliant/common.ts";
import { account, anyRole, group, heldBy, ruled } from "../../support/rbac.ts";
import { testRule } from "../../support/rule-table.ts";

const verbs = ruled({ apiGroups: [""], resources: ["pods"], verbs: ["*"] });
const extension = ruled({ apiGroups: ["cert-manager.io"], resources: ["*"], verbs: ["*"] });

testRule(
	kubernetesRoleNoWildcards,
	{
		pass: [
			{
				name: "everything by name",
				with: { rules: [ruled({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] })] },
				says: 'ClusterRole "ops" has no wildcards',
				evidence: { wildcards: [] },
			},
			{ name: "objects by name", with: { rules: [{ ...verbs, resourceNames: ["one"] }] } },
			{ name: "one URL", with: { rules: [ruled({ nonResourceUrls: ["/metrics"], verbs: ["*"] })] } },
			{ name: "nobody holds it", with: { rules: [verbs], bindings: seen([]) }, says: "would let its holders use wildcards" },
			{ name: "only the platform holds it", with: { rules: [verbs], bindings: heldBy(account("kube-system", "dns")) } },
			{ name: "an allowed group holds it", with: { rules: [verbs] }, parameters: { allowedSubjects: ["Group devs"] } },
		],
		fail: [
			{
				name: "every verb",
				with: { rules: [verbs] },
				says: '"* on pods of core"',
				evidence: { wildcards: ["* on pods of core"], people: ["Group devs"] },
			},
			{ name: "every resource", with: { rules: [ruled({ apiGroups: ["apps"], resources: ["*"], verbs: ["get"] })] } },
			{ name: "every group", with: { rules: [ruled({ apiGroups: ["*"], resources: ["pods"], verbs: ["get"] })] } },
			{ name: "batch", with: { rules: [{ ...verbs, apiGroups: ["batch"] }] } },
			{ name: "roles", with: { rules: [{ ...verbs, apiGroups: ["rbac.authorization.k8s.io"] }] } },
			{ name: "webhooks", with: { rules: [{ ...verbs, apiGroups: ["admissionregistration.k8s.io"] }] } },
			{ name: "certificates", with: { rules: [{ ...verbs, apiGroups: ["certificates.k8s.io"] }] } },
			{ name: "every URL", with: { rules: [ruled({ nonResourceUrls: ["*"], verbs: ["get"] })] }, says: "get on URLs *" },
			{
				name: "everything",
				with: { rules: [extension, ruled({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] })] },
				severity: "high",
				evidence: { wildcards: ["* on * of cert-manager.io", "* on * of *"] },
			},
			{ name: "an extension", with: { rules: [extension] }, severity: "low" },
			{ name: "an extension and Kubernetes in one", with: { rules: [{ ...extension, apiGroups: ["cert-manager.io", "apps"] }] } },
			{ name: "an extension and Kubernetes", with: { rules: [extension, verbs] } },
			{ name: "a built-in role that the organisation gives", with: { builtIn: true, rules: [verbs] } },
		],
		notApplicable: [{ name: "a built-in role", with: { builtIn: true, rules: [verbs], bindings: heldBy(group("devs"), undefined, true) } }],
		indeterminate: [{ name: "bindings were not read", with: { rules: [verbs], bindings: denied("kubernetes", "list rolebindings") } }],
	},
	anyRole,
);
