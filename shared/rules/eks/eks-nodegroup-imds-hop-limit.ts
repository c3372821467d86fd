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
		"Set HttpPutResponseHopLimit to 1 in the launch template, and give pods roles by Pod Identity or IRSA; raise maximumHops where needed.",
	links: ["https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html"],
	related: {},
	parameters: { maximumHops: integer(1, "Largest hop limit that is allowed; 2 lets pods in.", { minimum: 1, maximum: 64 }) },
	evaluate(group, { parameters }) {
		const written = group.metadata ? need(group.metadata).hopLimit : undefined;
		const hopLimit = written ?? (isAl2023(group) ? 1 : undefined);
		if (hopLimit === undefined)
			return indeterminate(`${group.name} sets no hop limit, so that defaults of the AMI and the account decide, which were not read.`, {
				amiType: group.amiType,
			});
		const evidence = { hopLimit, written: written !== undefined, maximumHops: parameters.maximumHops };
		return hopLimit > parameters.maximumHops
			? fail(`The metadata hop limit of ${group.name} is ${hopLimit}, so that pods reach the node role.`, evidence)
			: pass(`The metadata hop limit of ${group.name} is ${hopLimit}.`, evidence);
	},
});
