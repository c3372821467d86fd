import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterAwsAuthNoUsers } from "../../../shared/rules/kubernetes/kubernetes-cluster-aws-auth-no-users.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const mapping = (users: number) => ({ awsAuth: seen({ roles: 3, users, masters: ["x"] }) });

testRule(kubernetesClusterAwsAuthNoUsers, {
	pass: [
		{ name: "no ConfigMap", says: "has no aws-auth", evidence: { awsAuth: null } },
		{ name: "roles alone", with: mapping(0), says: "maps no IAM users", evidence: { users: 0 } },
	],
	fail: [
		{ name: "one user", with: mapping(1), says: "maps 1 IAM user.", evidence: { users: 1 } },
		{ name: "two users", with: mapping(2), says: "maps 2 IAM users." },
	],
	indeterminate: [{ name: "it was not read", with: { awsAuth: denied("kubernetes", "get configmaps") } }],
});
