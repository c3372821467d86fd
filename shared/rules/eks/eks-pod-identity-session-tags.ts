import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksPodIdentitySessionTags = defineRule({
	id: "eks-pod-identity-session-tags",
	title: "EKS pod identity association keeps its session tags",
	severity: "low",
	resource: "eks.PodIdentity",
	risk: "Without session tags neither policies nor CloudTrail tell one cluster, namespace and service account from another.",
	recommendation: "Set disableSessionTags to false; shorten policies that exceed the packed size limit instead.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html"],
	related: {},
	evaluate(association) {
		const disableSessionTags = reported(association.disableSessionTags, "disableSessionTags");
		return disableSessionTags
			? fail(`${association.name} has session tags switched off.`, { disableSessionTags })
			: pass(`${association.name} puts cluster, namespace and service account on its sessions.`, { disableSessionTags });
	},
});
