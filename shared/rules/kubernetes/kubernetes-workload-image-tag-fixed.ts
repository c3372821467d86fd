import type { Container } from "../../core/resources/kubernetes.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeContainers } from "./judge/containers.ts";
import { imageOf } from "./judge/image.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadImageTagFixed = defineRule({
	id: "kubernetes-workload-image-tag-fixed",
	title: "Images of containers have a fixed tag or a digest",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "A restart runs whatever the tag latest points to that day: nobody decided it, and going back is not possible.",
	recommendation: "Deploy by digest, or by a tag that names one build and is immutable in the registry.",
	links: ["https://kubernetes.io/docs/concepts/containers/images/"],
	related: { prowler: ["core_image_tag_fixed"], others: ["kubescape:C-0075"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(workload, context, floating, {
			pass: "every image has a fixed tag or a digest",
			fail: (list) => `containers that follow the tag latest: ${list}`,
			severity: "medium",
		});
	},
});

const floating = ({ name, image }: Container): string | undefined => {
	const { tag = "latest", digest } = imageOf(image);
	return digest === undefined && tag === "latest" ? `${name}: ${image}` : undefined;
};
