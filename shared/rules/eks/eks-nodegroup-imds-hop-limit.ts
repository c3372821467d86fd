import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { isAl2023 } from "./judge/ami.ts";

export const eksNodegroupImdsHopLimit = defineRule({
	id: "eks-nodegroup-imds-hop-limit",
	title: "EKS pods cannot reach the instance metadata service of their node",
	severity: "medium",
	resource: "eks.NodeGroup",
	risk: "With a hop limit above 1 every pod obtains the credentials of the node role, whatever role it was given.",
	recommendation:
		"Set HttpTokens to required and HttpPutResponseHopLimit to 1 in the launch template, and give pods roles by Pod Identity or IRSA; raise maximumHops where needed.",
	links: ["https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html"],
	related: {},
	parameters: { maximumHops: integer(1, "Largest hop limit that is allowed; 2 lets pods in.", { minimum: 1, maximum: 64 }) },
	evaluate(group, { parameters }) {
		const { hopLimit: written, httpTokens: tokens } = group.metadata ? need(group.metadata) : {};
		const httpTokens = tokens ?? (isAl2023(group) ? "required" : undefined);
		// The limit is on the answers that carry tokens of version 2; version 1 hands out credentials over any distance.
		if (httpTokens !== undefined && httpTokens !== "required")
			return fail(`The nodes of ${group.name} still answer IMDSv1, which no hop limit keeps pods from.`, { httpTokens, hopLimit: written });
		const hopLimit = written ?? (isAl2023(group) ? 1 : undefined);
		if (hopLimit === undefined)
			return indeterminate(`${group.name} sets no hop limit, so that defaults of the AMI and the account decide, which were not read.`, {
				amiType: group.amiType,
			});
		const evidence = { httpTokens, hopLimit, written: written !== undefined, maximumHops: parameters.maximumHops };
		return hopLimit > parameters.maximumHops
			? fail(`The metadata hop limit of ${group.name} is ${hopLimit}, so that pods reach the node role.`, evidence)
			: httpTokens === undefined
				? indeterminate(`${group.name} does not say whether its nodes answer IMDSv1, which no hop limit keeps pods from.`, evidence)
				: pass(`The metadata hop limit of ${group.name} is ${hopLimit}.`, evidence);
	},
});
