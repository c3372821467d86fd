import { need } from "../../../core/observed.ts";
import type { KubernetesNamespace } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { isExempt } from "./platform.ts";

interface Exemption {
	readonly exemptNamespaces: readonly string[];
}

/** Why a namespace of the platform is not judged; undefined for all others. */
export const platformNamespace = (namespace: KubernetesNamespace, { exemptNamespaces }: Exemption): Verdict | undefined =>
	namespace.system || isExempt(namespace.name, exemptNamespaces)
		? notApplicable(`${namespace.name} is a namespace of the platform.`)
		: undefined;

/** The same, and why a namespace in which nothing runs is not judged. */
export const unusedNamespace = (namespace: KubernetesNamespace, exemption: Exemption): Verdict | undefined =>
	platformNamespace(namespace, exemption) ??
	(need(namespace.workloads).length === 0 ? notApplicable(`Nothing runs in the namespace ${namespace.name}.`) : undefined);

/** Does a database run in it, as far as that was read? */
export const holdsDatabase = ({ databaseWorkloads }: KubernetesNamespace): boolean =>
	"value" in databaseWorkloads && databaseWorkloads.value.length > 0;
