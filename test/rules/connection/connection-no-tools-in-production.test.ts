import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionNoToolsInProduction } from "../../../shared/rules/connection/connection-no-tools-in-production.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const unclear = { production: unread({ service: "connection", operation: "environment", cause: "notFound", message: "nothing tells" }) };
testRule(connectionNoToolsInProduction, {
	pass: [
		{ name: "a service", evidence: { tools: [] } },
		{ name: "a service where nothing tells of production", with: unclear },
	],
	fail: [
		{ name: "psql", with: { applications: ["psql"] }, says: '"psql"', evidence: { privileged: false } },
		{ name: "a tool with its version, in any case", with: { applications: ["dbeaver 24.1 - Main", "orders-api"] }, says: "dbeaver" },
		{
			name: "a tool as a privileged user",
			with: { applications: ["psql"], rights: seen({ privileged: ["SUPERUSER"] }) },
			severity: "high",
		},
		{ name: "a tool whose rights are not known", with: { applications: ["psql"], rights: denied } },
		{
			name: "a tool where what is unknown counts as production",
			with: { applications: ["psql"], ...unclear },
			parameters: { unclassified: "production" },
		},
		{ name: "a tool of the configuration", with: { applications: ["Toad"] }, parameters: { administrationTools: ["toad"] } },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{ name: "MySQL", with: { engine: "mysql" }, says: "names of applications" },
		{ name: "MariaDB", with: { engine: "mariadb" } },
		{ name: "outside production", with: { applications: ["psql"], production: seen(false) }, says: "not production" },
	],
	indeterminate: [
		{ name: "a tool where nothing tells of production", with: { applications: ["psql"], ...unclear }, says: "nothing tells" },
	],
});
