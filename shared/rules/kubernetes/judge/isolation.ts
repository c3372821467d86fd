import { need, Unobserved } from "../../../core/observed.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { listed } from "../../judge/offenders.ts";
import { databaseOf, noDatabase } from "./database.ts";
import { nameOf } from "./name.ts";

/** Does a NetworkPolicy isolate the database's pods in the direction? Policies that Parapet does not read may do it too. */
export function judgeIsolation(workload: KubernetesWorkload, direction: "ingress" | "egress"): Verdict {
	if (!databaseOf(workload)) return noDatabase(workload);
	const called = nameOf(workload);
	if (workload.hostNetwork)
		return fail(`${called} uses the network of its node, which NetworkPolicies do not cover.`, { hostNetwork: true, policies: [] });
	const policies = need(workload.networkPolicies)
		.filter((policy) => (direction === "ingress" ? policy.isolatesIngress : policy.isolatesEgress))
		.map(({ name }) => name);
	const evidence = { hostNetwork: false, policies: policies.slice(0, 10) };
	if (policies.length > 0) return pass(`${called} is isolated by ${listed(policies)}.`, evidence);
	if (need(workload.otherNetworkPolicies))
		throw new Unobserved(
			`${called} has no NetworkPolicy for ${direction}, but its namespace has policies of Cilium or Calico, which are not read.`,
		);
	return fail(`${called} has no NetworkPolicy that isolates its ${direction}.`, evidence);
}
