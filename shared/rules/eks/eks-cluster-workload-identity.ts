import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterWorkloadIdentity = defineRule({
	id: "eks-cluster-workload-identity",
	title: "EKS cluster can give pods an IAM role of their own",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Without pod identities every pod uses the role of its node or a stored access key, so that all pods have the rights of the most powerful.",
	recommendation:
		"Install the eks-pod-identity-agent add-on, or register the OIDC issuer of the cluster as an IAM provider for service account roles.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
	],
	related: {},
	evaluate(cluster) {
		if (cluster.autoMode) return pass(`${cluster.name} uses EKS Auto Mode, which has the pod identity agent built in.`, { autoMode: true });
		// One way is enough, so that an unread fact about the other does not matter.
		if ("value" in cluster.oidcProvider && cluster.oidcProvider.value)
			return pass(`The OIDC issuer of ${cluster.name} is an IAM identity provider.`, { oidcProvider: true });
		if (need(cluster.addons).some((addon) => addon.name === "eks-pod-identity-agent"))
			return pass(`${cluster.name} runs the EKS Pod Identity agent.`, { podIdentityAgent: true });
		const oidcProvider = need(cluster.oidcProvider);
		return fail(`${cluster.name} has neither the Pod Identity agent nor an IAM OIDC provider.`, { podIdentityAgent: false, oidcProvider });
	},
});
