import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const eksClusterAccessEntriesRolesOnly = defineRule({
	id: "eks-cluster-access-entries-roles-only",
	title: "EKS access entries name roles, not IAM users",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "An IAM user signs in with long-lived access keys; one leaked key opens the cluster until somebody notices.",
	recommendation: "Replace the entries of IAM users by entries of roles that people assume with temporary credentials.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html"],
	related: {},
	evaluate(cluster) {
		if (reported(cluster.authenticationMode, "accessConfig.authenticationMode") === "CONFIG_MAP")
			return notApplicable(`${cluster.name} does not use access entries, which eks-cluster-access-entries-used judges.`);
		const entries = need(cluster.accessEntries);
		const users = entries.map((entry) => entry.principalArn).filter((arn) => arn.split(":")[5]?.startsWith("user/"));
		return users.length > 0
			? fail(`${cluster.name} lets ${users.length} IAM users in: ${users.slice(0, 3).join(", ")}.`, { users: users.slice(0, 20) })
			: pass(`None of the ${entries.length} access entries of ${cluster.name} belongs to an IAM user.`, { entries: entries.length });
	},
});
