import { seen } from "../../../shared/core/observed.ts";
import { kubernetesWorkloadDatabaseUserNotSuperuser } from "../../../shared/rules/kubernetes/kubernetes-workload-database-user-not-superuser.ts";
import { client, databaseClient } from "../../support/database-client.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadDatabaseUserNotSuperuser, {
	pass: [
		{ name: "a role of its own", says: "no client logs in under the name of an administrator" },
		{ name: "another list", with: client({ user: "postgres" }), parameters: { administrators: ["sa"] } },
	],
	fail: [
		{ name: "by a proxy in the pod", with: client({ user: "postgres", host: "localhost" }) },
		...["postgres", "root", "admin", "administrator", "rdsadmin", "Postgres"].map((user) => ({
			name: user,
			with: client({ user }),
			says: `"main to orders.abc.eu-west-1.rds.amazonaws.com as ${user}"`,
		})),
		{
			name: "one of several, another not known",
			with: { databaseClients: seen([databaseClient({ user: undefined }), databaseClient({ user: "root" })]) },
			evidence: { count: 1 },
		},
	],
	notApplicable: [{ name: "no client", with: { databaseClients: seen([]) }, says: "is told of no database" }],
	indeterminate: [
		{ name: "a Secret names the user", with: client({ user: undefined, partlySecret: true }), says: "does not show as whom" },
		{ name: "ConfigMaps were not read", with: { databaseClients: notRead }, says: "denied" },
	],
});
