import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { groupName, isUnused } from "./judge/security-group.ts";

export const securityGroupDefaultRestricts = defineRule({
	id: "security-group-default-restricts",
	title: "Default security group of the VPC has no rules",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "What is started without a group gets the default one, and with it all traffic between everything else that was, and all traffic out.",
	recommendation: "Remove all ingress and egress rules of the default group, and give every resource a group of its own.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
	related: {
		prowler: ["ec2_securitygroup_default_restrict_traffic"],
		securityHub: ["EC2.2"],
		awsConfig: ["vpc-default-security-group-closed"],
	},
	evaluate(group) {
		if (!group.isDefault) return notApplicable(`${groupName(group)} is not the default group of its VPC.`);
		const ingressRules = group.ingress.length;
		const evidence = { ingressRules, egressRules: group.egressRules };
		if (ingressRules === 0 && group.egressRules === 0) return pass(`${groupName(group)} has no rules.`, evidence);
		const rules = `${groupName(group)} has ${ingressRules} ingress and ${group.egressRules} egress rules`;
		// AWS makes one in every region of every account; where nothing carries it, it is worth a note and no alarm.
		if (isUnused(group)) return fail(`${rules}, and no network interface carries it yet.`, { ...evidence, used: false }, "informational");
		return fail(`${rules}.`, { ...evidence, used: true });
	},
});
