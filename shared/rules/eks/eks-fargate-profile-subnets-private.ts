import { defineRule } from "../../core/rule.ts";
import { judgeSubnetsPrivate } from "./judge/network.ts";

export const eksFargateProfileSubnetsPrivate = defineRule({
	id: "eks-fargate-profile-subnets-private",
	title: "EKS Fargate profile runs pods in private subnets",
	severity: "high",
	resource: "eks.FargateProfile",
	risk: "Pods in a subnet whose routes were opened to an internet gateway lose the separation that Fargate profiles are meant to have.",
	recommendation: "Remove the default route to the internet gateway, or recreate the profile with private subnets.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html"],
	related: {},
	evaluate: (profile) => judgeSubnetsPrivate(profile),
});
