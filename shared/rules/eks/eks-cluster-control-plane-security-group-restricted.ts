import { internetReach, isOpen } from "../../core/network.ts";
import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterControlPlaneSecurityGroupRestricted = defineRule({
	id: "eks-cluster-control-plane-security-group-restricted",
	title: "EKS control plane security groups admit address ranges only on port 443",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Open ports on the network interfaces of the control plane, and on nodes that share the group, widen what an intruder in the network can try.",
	recommendation:
		"Admit address ranges only on TCP port 443, none of them from the internet; let nodes and control plane talk by security group reference.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"],
	related: { others: ["cloudsploit:eksSecurityGroups"] },
	evaluate(cluster) {
		const { ingress, securityGroups } = need(cluster.network);
		const ranges = ingress.filter((rule) => rule.source.kind !== "securityGroup");
		const others = ranges.filter((rule) => rule.protocol !== "tcp" || rule.fromPort !== 443 || rule.toPort !== 443);
		if (others.length > 0) {
			const shown = others.slice(0, 10).map((rule) => `${rule.protocol} ${rule.fromPort}-${rule.toPort} from ${rule.source.value}`);
			return fail(`The control plane groups of ${cluster.name} admit ${shown.slice(0, 3).join("; ")}.`, {
				securityGroups,
				admitted: shown,
			});
		}
		const { reach, ranges: open } = internetReach(ranges.flatMap((rule) => rule.cidrs));
		return isOpen(reach)
			? fail(`The control plane groups of ${cluster.name} admit the internet on port 443.`, { securityGroups, reach, ranges: open })
			: pass(`The control plane groups of ${cluster.name} admit address ranges on port 443 at most.`, { securityGroups, reach });
	},
});
