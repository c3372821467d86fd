import type { Container } from "../../core/resources/kubernetes.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeContainers } from "./judge/containers.ts";
import { imageOf } from "./judge/image.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadImageDigest = defineRule({
	id: "kubernetes-workload-image-digest",
	title: "Images of containers are pinned by digest",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "A tag can be pushed again: the same manifest then runs another program, on some nodes and not on others.",
	recommendation: "Let the pipeline write name@sha256:digest into the manifest, and keep the tag beside it for people.",
	links: ["https://kubernetes.io/docs/concepts/containers/images/"],
	related: { others: ["kubescape:C-0306"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(workload, context, undigested, {
			pass: "every image is pinned by digest",
			fail: (list) => `containers that have images without digest: ${list}`,
			severity: "low",
		});
	},
});

const undigested = ({ name, image }: Container): string | undefined =>
	imageOf(image).digest === undefined ? `${name}: ${image}` : undefined;
