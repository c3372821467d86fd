import { kubernetesWorkloadNoRuntimeSocket } from "../../../shared/rules/kubernetes/kubernetes-workload-no-runtime-socket.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoRuntimeSocket, {
	pass: [
		{ name: "no path", says: "out of reach", evidence: { count: 0 } },
		{ name: "another path", with: { hostPaths: ["/etc"] } },
	],
	fail: [
		{
			name: "the socket",
			with: { hostPaths: ["/data", "/var/run/docker.sock"] },
			says: /^orders\/orders-api: .*"\/var\/run\/docker\.sock"/,
			evidence: { count: 1 },
		},
		...["/", "/var", "/var/", "/run", "/var/run"].map((path) => ({
			name: `all of ${path}`,
			with: { hostPaths: [path] },
			severity: "high" as const,
		})),
		...["/run/containerd", "/var/run/crio/"].map((path) => ({
			name: `the directory ${path} of the runtime`,
			with: { hostPaths: ["/", path] },
			severity: "critical" as const,
		})),
	],
	notApplicable: [{ name: "the platform's own", with: { hostPaths: ["/run"], namespace: "kube-system" }, says: "exempt namespace" }],
});
