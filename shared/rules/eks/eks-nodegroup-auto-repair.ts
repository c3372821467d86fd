import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksNodegroupAutoRepair = defineRule({
	id: "eks-nodegroup-auto-repair",
	title: "EKS node group repairs unhealthy nodes by itself",
	severity: "low",
	resource: "eks.NodeGroup",
	risk: "A node that fails in a way that the Auto Scaling group does not see keeps its pods until somebody notices.",
	recommendation: "Enable node auto repair in the node repair configuration of the group.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/node-health.html"],
	related: {},
	evaluate(group) {
		const autoRepair = reported(group.autoRepair, "nodeRepairConfig.enabled");
		return autoRepair
			? pass(`${group.name} repairs unhealthy nodes.`, { autoRepair })
			: fail(`${group.name} does not repair unhealthy nodes.`, { autoRepair });
	},
});
