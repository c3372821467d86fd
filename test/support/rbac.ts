import { seen } from "../../shared/core/observed.ts";
import type { KubernetesRole } from "../../shared/core/resources/index.ts";
import type { RbacRule, RbacSubject } from "../../shared/core/resources/kubernetes.ts";

/** A rule of a role; verbs, resources and groups as given, nothing else. */
export const ruled = (rule: Partial<RbacRule>): RbacRule => ({
	apiGroups: [],
	resources: [],
	resourceNames: [],
	verbs: [],
	nonResourceUrls: [],
	...rule,
});

export const group = (name: string): RbacSubject => ({ kind: "Group", name });
export const user = (name: string): RbacSubject => ({ kind: "User", name });
export const account = (namespace: string, name: string): RbacSubject => ({ kind: "ServiceAccount", name, namespace });

/** One binding of the role to one subject, everywhere or in a namespace. */
export const heldBy = (subject: RbacSubject, namespace?: string, builtIn = false): KubernetesRole["bindings"] =>
	seen([{ name: "binding", ...(namespace === undefined ? {} : { namespace }), builtIn, subjects: [subject] }]);

/** A ClusterRole that a group holds everywhere, in place of the compliant Role. */
export const anyRole: Partial<KubernetesRole> = {
	name: "ops",
	arn: "kubernetes://prod/-/ClusterRole/ops",
	namespace: undefined as never,
	roleKind: "ClusterRole",
	bindings: heldBy(group("devs")),
};
