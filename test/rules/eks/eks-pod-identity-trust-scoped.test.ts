import { seen } from "../../../shared/core/observed.ts";
import { eksPodIdentityTrustScoped } from "../../../shared/rules/eks/eks-pod-identity-trust-scoped.ts";
import { denied, scopedTrust } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const arn = "arn:aws:iam::111122223333:role/payments-api";
const trusting = (...conditions: (Record<string, Record<string, string | string[]>> | undefined)[]) => ({
	role: seen({
		arn,
		exists: true,
		trust: {
			json: JSON.stringify({
				Statement: conditions.map((condition) => ({
					Effect: "Allow",
					Principal: { Service: "pods.eks.amazonaws.com" },
					Action: ["sts:AssumeRole", "sts:TagSession"],
					...(condition ? { Condition: condition } : {}),
				})),
			}),
		},
	}),
});
const by = (key: string, value: string | string[] = "payments") => ({ StringEquals: { [key]: value } });

testRule(eksPodIdentityTrustScoped, {
	pass: [
		{ name: "cluster, namespace and service account", says: "only pods that its conditions name" },
		{ name: "a namespace", with: trusting(by("aws:RequestTag/kubernetes-namespace")), evidence: { trusting: 1, unscoped: 0 } },
		{ name: "a service account", with: trusting(by("aws:RequestTag/kubernetes-service-account")) },
		{ name: "a cluster by name", with: trusting(by("aws:RequestTag/eks-cluster-name")) },
		{ name: "a cluster by ARN tag", with: trusting(by("aws:RequestTag/eks-cluster-arn")) },
		{
			name: "a cluster by ARN operator",
			with: trusting({ ArnEquals: { "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:111122223333:cluster/platform" } }),
		},
		{ name: "a cluster as the source", with: trusting({ ArnLike: { "aws:SourceArn": "arn:aws:eks:*:111122223333:cluster/platform" } }) },
	],
	fail: [
		{ name: "no condition", with: trusting(undefined), says: "every cluster", evidence: { unscoped: 1 } },
		{ name: "only the account", with: trusting(by("aws:SourceAccount", "111122223333")) },
		{
			name: "one of two statements open",
			with: trusting(by("aws:RequestTag/eks-cluster-name"), undefined),
			evidence: { trusting: 2, unscoped: 1 },
		},
		{ name: "a wildcard beside a name", with: trusting({ StringLike: { "aws:RequestTag/kubernetes-namespace": ["payments", "*"] } }) },
		{
			name: "trust in something else",
			with: { role: seen({ arn, exists: true, trust: scopedTrust }) },
			says: "does not trust pods.eks.amazonaws.com",
		},
	],
	notApplicable: [{ name: "the role is gone", with: { role: seen({ arn, exists: false }) } }],
	indeterminate: [
		{ name: "the role could not be read", with: { role: denied("iam", "GetRole") } },
		{ name: "its trust was not read", with: { role: seen({ arn, exists: true }) }, says: "was not read" },
	],
});
