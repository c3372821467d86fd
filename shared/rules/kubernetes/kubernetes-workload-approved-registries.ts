import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { matchesWildcard } from "../../core/wildcard.ts";
import { judgeContainers } from "./judge/containers.ts";
import { imageOf } from "./judge/image.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadApprovedRegistries = defineRule({
	id: "kubernetes-workload-approved-registries",
	title: "Images come from registries that the organisation has approved",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "An image from anywhere is a program that nobody has scanned, and that its owner can replace or withdraw.",
	recommendation: "Name your registries in approvedRegistries, copy what is needed into them, and let an admission policy refuse others.",
	links: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"],
	related: { others: ["kube-bench:5.1.4", "kubescape:C-0001", "kubescape:C-0078"] },
	parameters: {
		exemptNamespaces,
		approvedRegistries: strings(
			[],
			"Registries, or repositories within them, such as 111122223333.dkr.ecr.*.amazonaws.com; * stands for any text; none: not judged.",
		),
	},
	evaluate(workload, context) {
		const approved = context.parameters.approvedRegistries;
		if (approved.length === 0) return notApplicable(`${nameOf(workload)} is not judged: approvedRegistries names no registry.`);
		const isApproved = (repository: string) =>
			approved.some((pattern) => matchesWildcard(pattern, repository) || matchesWildcard(`${pattern.replace(/\/$/, "")}/*`, repository));
		return judgeContainers(
			workload,
			context,
			({ name, image }) => (isApproved(imageOf(image).repository) ? undefined : `${name}: ${image}`),
			{
				pass: "every image comes from an approved registry",
				fail: (list) => `containers whose image comes from a registry that is not approved: ${list}`,
				severity: "medium",
			},
		);
	},
});
