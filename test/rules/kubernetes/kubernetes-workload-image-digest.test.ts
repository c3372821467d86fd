import { kubernetesWorkloadImageDigest } from "../../../shared/rules/kubernetes/kubernetes-workload-image-digest.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadImageDigest, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every image is pinned by digest", evidence: { count: 0 } },
		{ name: "a digest", with: { containers: [container({ image: "nginx@sha256:ab" })] } },
	],
	fail: [
		{
			name: "a tag",
			with: { containers: [container({ image: "nginx:1.29" })] },
			says: 'orders/orders-api: containers that have images without digest: "main: nginx:1.29"',
			evidence: { count: 1 },
		},
		{ name: "one of two", with: { containers: [container({ name: "good" }), container({ image: "nginx:1.29" })] }, evidence: { count: 1 } },
		{
			name: "a database",
			with: { containers: [container({ image: "nginx:1.29" })], database: { engine: "postgres", by: "label" } },
			severity: "medium",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ image: "nginx:1.29" })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ image: "nginx:1.29" })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ image: "nginx:1.29" })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
