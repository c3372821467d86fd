import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { clusterAdmins, usesConfigMap } from "./judge/access.ts";

export const eksClusterAdminLimited = defineRule({
	id: "eks-cluster-admin-limited",
	title: "EKS cluster has few cluster-wide administrators",
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
		const configMap = usesConfigMap(cluster);
		if (cluster.authenticationMode === "CONFIG_MAP")
			return indeterminate(`${cluster.name} names its administrators in the aws-auth config map, which AWS APIs do not show.`);
		const admins = clusterAdmins(cluster);
		const evidence = { admins: admins.slice(0, 20), count: admins.length, maximumAdmins: parameters.maximumAdmins };
		if (admins.length > parameters.maximumAdmins)
			return fail(`${cluster.name} has ${admins.length} cluster-wide administrators; ${parameters.maximumAdmins} are allowed.`, evidence);
		// The config map may add some, so that few access entries prove nothing.
		if (configMap)
			return indeterminate(
				`${cluster.name} also accepts administrators from the aws-auth config map, which AWS APIs do not show.`,
				evidence,
			);
		return pass(`${cluster.name} has ${admins.length} cluster-wide administrators.`, evidence);
	},
});
