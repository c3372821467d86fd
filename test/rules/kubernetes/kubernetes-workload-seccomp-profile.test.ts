import { kubernetesWorkloadSeccompProfile } from "../../../shared/rules/kubernetes/kubernetes-workload-seccomp-profile.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadSeccompProfile, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every container runs under a seccomp profile", evidence: { count: 0 } },
		{ name: "a profile of one's own", with: { containers: [container({ seccompProfile: "Localhost" })] } },
	],
	fail: [
		{
			name: "unconfined",
			with: { containers: [container({ seccompProfile: "Unconfined" })] },
			says: 'orders/orders-api: containers that run without a seccomp profile: "main"',
			evidence: { count: 1 },
		},
		{ name: "not set", with: { containers: [container({ seccompProfile: undefined as never })] }, severity: "low" },
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ seccompProfile: "Unconfined" })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ seccompProfile: "Unconfined" })], database: { engine: "postgres", by: "label" } },
			severity: "high",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ seccompProfile: "Unconfined" })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ seccompProfile: "Unconfined" })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ seccompProfile: "Unconfined" })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
