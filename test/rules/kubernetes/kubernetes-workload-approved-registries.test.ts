import { kubernetesWorkloadApprovedRegistries } from "../../../shared/rules/kubernetes/kubernetes-workload-approved-registries.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

const parameters = { approvedRegistries: ["123456789012.dkr.ecr.*.amazonaws.com", "ghcr.io/our-org/"] };
const image = (reference: string) => ({ containers: [container({ image: reference })] });

testRule(kubernetesWorkloadApprovedRegistries, {
	pass: [
		{ name: "ECR", parameters, says: "every image comes from an approved registry" },
		{ name: "an approved organisation", parameters, with: image("ghcr.io/our-org/web:1") },
		{ name: "Docker Hub by its full name", parameters: { approvedRegistries: ["docker.io/library"] }, with: image("postgres:18") },
		{ name: "one repository", parameters: { approvedRegistries: ["docker.io/library/postgres"] }, with: image("postgres:18") },
	],
	fail: [
		{ name: "Docker Hub", parameters, with: image("postgres:18"), says: '"main: postgres:18"', evidence: { count: 1 } },
		{ name: "another account", parameters, with: image("999999999999.dkr.ecr.eu-west-1.amazonaws.com/web:1") },
		{ name: "another organisation", parameters, with: image("ghcr.io/our-organ/web:1") },
		{
			name: "a registry whose name begins like ours",
			parameters: { approvedRegistries: ["ghcr.io"] },
			with: image("ghcr.io.example.org/web:1"),
		},
		{
			name: "a database",
			parameters,
			with: { ...image("postgres:18"), database: { engine: "postgres", by: "image" } },
			severity: "high",
		},
	],
	notApplicable: [
		{ name: "no registry is named", says: "approvedRegistries names no registry" },
		{ name: "the platform's own", parameters, with: { ...image("postgres"), namespace: "kube-system" }, says: "exempt namespace" },
	],
});
