import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountDatabaseIdentity } from "../../../shared/rules/kubernetes/kubernetes-service-account-database-identity.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceAccountDatabaseIdentity, {
	pass: [
		{ name: "a role by annotation", says: "have the role", evidence: { databases: ["orders.abc.eu-west-1.rds.amazonaws.com"] } },
		{
			name: "a role by pod identity",
			with: { roleArn: undefined, role: undefined, podIdentityRole: seen("arn:aws:iam::123456789012:role/orders") },
			says: "by pod identity",
		},
	],
	fail: [
		{
			name: "none",
			with: { roleArn: undefined, role: undefined },
			says: 'have no IAM identity of their own, and use "orders.abc.eu-west-1.rds.amazonaws.com"',
			evidence: { role: null },
		},
		{
			name: "none, with another database that is not known",
			with: { roleArn: undefined, role: undefined, databaseHosts: seen([null, "orders.abc.eu-west-1.rds.amazonaws.com"]) },
		},
	],
	notApplicable: [
		{ name: "no client of a database", with: { usesDatabase: seen(false) }, says: "no client of a database" },
		{ name: "a database in the cluster", with: { databaseHosts: seen(["orders-db.orders.svc"]) }, says: "no database on RDS" },
		{ name: "a database itself", with: { databaseHosts: seen([]) }, says: "no database on RDS" },
	],
	indeterminate: [
		{ name: "workloads were not read", with: { usesDatabase: notRead }, says: "denied" },
		{ name: "hosts are not there", with: { databaseHosts: undefined }, says: "was not read" },
		{ name: "hosts were not read", with: { databaseHosts: notRead }, says: "denied" },
		{ name: "a host in a Secret", with: { databaseHosts: seen([null]) }, says: "only a Secret" },
		{ name: "AWS was not read", with: { roleArn: undefined, role: undefined, podIdentityRole: notRead }, says: "denied" },
	],
});
