import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { clusterAdmins } from "./judge/access.ts";

export const eksClusterAdminLimited = defineRule({
	id: "eks-cluster-admin-limited",
	title: "Access entries of the EKS cluster name few cluster-wide administrators",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Every administrator can read all secrets, run any workload and so take every database credential that the cluster holds.",
	recommendation:
		"Give most principals AmazonEKSEditPolicy or AmazonEKSViewPolicy in their namespaces, and keep administrators to a few roles.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html"],
	related: { others: ["kube-bench:4.1.1"] },
	parameters: {
		maximumAdmins: integer(3, "Principals that may have an administrator policy over the whole cluster.", { minimum: 0, maximum: 100 }),
	},
	evaluate(cluster, { parameters }) {
		const authenticationMode = reported(cluster.authenticationMode, "accessConfig.authenticationMode");
		// No AWS API shows the config map: that it is still trusted at all is the finding of another rule.
		if (authenticationMode === "CONFIG_MAP")
			return notApplicable(
				`${cluster.name} has no access entries but the aws-auth config map, which eks-cluster-access-entries-used judges.`,
			);
		const admins = clusterAdmins(cluster);
		const evidence = { authenticationMode, admins: admins.slice(0, 20), count: admins.length, maximumAdmins: parameters.maximumAdmins };
		if (admins.length > parameters.maximumAdmins)
			return fail(
				`The access entries of ${cluster.name} name ${admins.length} cluster-wide administrators; ${parameters.maximumAdmins} are allowed.`,
				evidence,
			);
		return pass(`The access entries of ${cluster.name} name ${admins.length} cluster-wide administrators.`, evidence);
	},
});
