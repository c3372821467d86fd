import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterAwsAuthNoMasters } from "../../../shared/rules/kubernetes/kubernetes-cluster-aws-auth-no-masters.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const ops = "arn:aws:iam::123456789012:role/ops";

testRule(kubernetesClusterAwsAuthNoMasters, {
	pass: [
		{ name: "no ConfigMap", says: "prod has no aws-auth", evidence: { awsAuth: null } },
		{
			name: "nodes alone",
			with: { awsAuth: seen({ roles: 1, users: 0, masters: [] }) },
			says: "names no member",
			evidence: { masters: [] },
		},
	],
	fail: [
		{
			name: "a role",
			with: { awsAuth: seen({ roles: 2, users: 0, masters: [ops] }) },
			says: `1 principal a member of system:masters: "${ops}"`,
			evidence: { masters: [ops], count: 1 },
		},
	],
	indeterminate: [{ name: "it was not read", with: { awsAuth: denied("kubernetes", "get configmaps") } }],
});
