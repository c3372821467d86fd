import { strings } from "../../../core/parameters.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { matchesWildcard } from "../../../core/wildcard.ts";
import { nameOf } from "./name.ts";

/** Namespaces that the add-ons of EKS make for themselves. By a pattern such as amazon-* a namespace of the organisation's own would go unjudged. */
const ofAwsAddOns = ["amazon-cloudwatch", "amazon-guardduty", "amazon-network-flow-monitor"];

/** Namespaces of Kubernetes, of AWS add-ons and of the network engine: what runs there needs the rights that are a fault elsewhere. */
export const exemptNamespaces = strings(
	["kube-system", "kube-public", "kube-node-lease", ...ofAwsAddOns, "calico-system"],
	"Namespaces of the platform itself, which are not judged; * stands for any text.",
);

/** Is the namespace one of those? */
export const isExempt = (namespace: string, patterns: readonly string[]): boolean =>
	patterns.some((pattern) => matchesWildcard(pattern, namespace));

/** Why something in such a namespace is not judged; undefined for everything else. */
export const ofPlatform = (
	object: { readonly namespace: string; readonly name: string },
	parameters: { readonly exemptNamespaces: readonly string[] },
): Verdict | undefined =>
	isExempt(object.namespace, parameters.exemptNamespaces)
		? notApplicable(`${nameOf(object)} belongs to the platform: ${object.namespace} is an exempt namespace.`)
		: undefined;
