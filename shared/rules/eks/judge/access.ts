import { need } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/index.ts";

const adminPolicies = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);

/** ARNs of the principals whose access entry carries an administrator policy over the whole cluster. */
export const clusterAdmins = (cluster: EksCluster): string[] =>
	need(cluster.accessEntries)
		.filter((entry) =>
			need(entry.policies).some((policy) => policy.scopeType === "cluster" && adminPolicies.has(policy.policyArn.split("/").at(-1) ?? "")),
		)
		.map((entry) => entry.principalArn);
