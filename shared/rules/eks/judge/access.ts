import { need, Unobserved } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/index.ts";

/** Can principals get in by the aws-auth config map, which no AWS API shows? Throws `Unobserved` when the mode is missing. */
export function usesConfigMap(cluster: EksCluster): boolean {
	if (cluster.authenticationMode === undefined) throw new Unobserved("AWS did not report accessConfig.authenticationMode.");
	return cluster.authenticationMode !== "API";
}

const adminPolicies = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);

/** ARNs of the principals whose access entry carries an administrator policy over the whole cluster. */
export const clusterAdmins = (cluster: EksCluster): string[] =>
	need(cluster.accessEntries)
		.filter((entry) =>
			need(entry.policies).some((policy) => policy.scopeType === "cluster" && adminPolicies.has(policy.policyArn.split("/").at(-1) ?? "")),
		)
		.map((entry) => entry.principalArn);
