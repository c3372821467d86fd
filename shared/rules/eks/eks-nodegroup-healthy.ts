import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

const broken = new Set(["DEGRADED", "CREATE_FAILED", "DELETE_FAILED"]);

export const eksNodegroupHealthy = defineRule({
	id: "eks-nodegroup-healthy",
	title: "EKS node group is healthy",
	severity: "medium",
	resource: "eks.NodeGroup",
	risk: "A degraded node group neither replaces failed nodes nor takes updates, so that nodes stay unpatched.",
	recommendation: "Resolve the issues that DescribeNodegroup lists under health; they name the resources concerned.",
	links: ["https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html"],
	related: {},
	evaluate(group) {
		const status = reported(group.status, "status");
		const evidence = { status, issues: group.healthIssues.slice(0, 10) };
		if (group.healthIssues.length > 0)
			return fail(`${group.name} reports ${group.healthIssues.map((issue) => issue.code).join(", ")}.`, evidence);
		return broken.has(status)
			? fail(`${group.name} is ${status}.`, evidence)
			: pass(`${group.name} is ${status} without issues.`, evidence);
	},
});
