import { seen } from "../../../shared/core/observed.ts";
import { kubernetesWorkloadDatabaseHostByName } from "../../../shared/rules/kubernetes/kubernetes-workload-database-host-by-name.ts";
import { client, databaseClient } from "../../support/database-client.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadDatabaseHostByName, {
	pass: [
		{ name: "a name that ends like an address", with: client({ host: "db.10.0.0.9" }) },
		{ name: "a name with a port", with: client({ host: "db:5432" }) },
		{ name: "letters that are no address", with: client({ host: "db:g:5432" }) },
		{ name: "an endpoint of RDS", says: '"orders.abc.eu-west-1.rds.amazonaws.com"' },
		{ name: "a service", with: client({ host: "orders-db.orders.svc" }) },
		{ name: "a name that begins like an address", with: client({ host: "10.0.0.9.example.com" }) },
	],
	fail: [
		{
			name: "an address beside a name",
			with: { databaseClients: seen([databaseClient(), databaseClient({ host: "10.0.3.9" })]) },
			says: /by address: "main to 10\.0\.3\.9"\.$/,
		},
		{ name: "a private address", with: client({ host: "10.0.3.9" }), says: '"main to 10.0.3.9"' },
		{ name: "a private address of IPv6", with: client({ host: "fd00::9" }) },
		{ name: "a public address", with: client({ host: "203.0.113.9" }), severity: "medium", says: "over the internet" },
		{ name: "a public address of IPv6", with: client({ host: "[2600:1f18::9]" }), severity: "medium" },
		{
			name: "an address beside a host that is not known",
			with: { databaseClients: seen([databaseClient({ host: undefined }), databaseClient({ host: "10.0.3.9" })]) },
			evidence: { hosts: ["10.0.3.9"] },
		},
	],
	notApplicable: [
		{ name: "no client", with: { databaseClients: seen([]) }, says: "is told of no database" },
		{ name: "a proxy in the pod", with: client({ host: "127.0.0.1" }) },
	],
	indeterminate: [
		{ name: "a Secret names the host", with: client({ host: undefined, partlySecret: true }), says: "does not show every database" },
		{ name: "ConfigMaps were not read", with: { databaseClients: notRead }, says: "denied" },
		{ name: "an address that is none", with: client({ host: "10.0.0.999" }), says: "not a CIDR" },
	],
});
