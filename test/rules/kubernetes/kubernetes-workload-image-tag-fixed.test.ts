import { kubernetesWorkloadImageTagFixed } from "../../../shared/rules/kubernetes/kubernetes-workload-image-tag-fixed.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadImageTagFixed, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every image has a fixed tag or a digest", evidence: { count: 0 } },
		{ name: "a tag", with: { containers: [container({ image: "nginx:1.29" })] } },
		{ name: "latest with a digest", with: { containers: [container({ image: "nginx:latest@sha256:ab" })] } },
	],
	fail: [
		{
			name: "no tag",
			with: { containers: [container({ image: "nginx" })] },
			says: 'orders/orders-api: containers that follow the tag latest: "main: nginx"',
			evidence: { count: 1 },
		},
		{ name: "latest", with: { containers: [container({ image: "registry:5000/web:latest" })] } },
		{ name: "one of two", with: { containers: [container({ name: "good" }), container({ image: "nginx" })] }, evidence: { count: 1 } },
		{
			name: "a database",
			with: { containers: [container({ image: "nginx" })], database: { engine: "postgres", by: "label" } },
			severity: "high",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ image: "nginx" })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ image: "nginx" })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ image: "nginx" })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
