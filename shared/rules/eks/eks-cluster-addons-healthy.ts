import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

const broken = new Set(["DEGRADED", "CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED"]);

export const eksClusterAddonsHealthy = defineRule({
	id: "eks-cluster-addons-healthy",
	title: "EKS add-ons are healthy",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "A broken network, DNS or identity add-on stops workloads, or leaves security settings such as network policies unenforced.",
	recommendation: "Read the issues of the add-on with DescribeAddon, resolve conflicts, then update or reinstall the add-on.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html"],
	related: {},
	evaluate(cluster) {
		const addons = need(cluster.addons);
		if (addons.length === 0) return notApplicable(`${cluster.name} has no managed add-on.`);
		const unhealthy = addons
			.map((addon) => ({ name: addon.name, status: reported(addon.status, `status of add-on ${addon.name}`), issues: addon.issues }))
			.filter((addon) => broken.has(addon.status) || addon.issues.length > 0);
		return unhealthy.length > 0
			? fail(`${cluster.name} has broken add-ons: ${unhealthy.map((addon) => `${addon.name} (${addon.status})`).join(", ")}.`, {
					unhealthy,
				})
			: pass(`All ${addons.length} add-ons of ${cluster.name} are healthy.`, { addons: addons.map((addon) => addon.name) });
	},
});
