import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionNoPrivilegedRole } from "../../../shared/rules/connection/connection-no-privileged-role.ts";
import { testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const rights = (privileged: string[]) => ({ rights: seen({ privileged, allowed: ["read" as const] }) });
testRule(connectionNoPrivilegedRole, {
	pass: [{ name: "an ordinary user", says: "ordinary", evidence: { privileged: [] } }],
	fail: [
		{ name: "a superuser", with: rights(["SUPERUSER"]), says: '"SUPERUSER"' },
		{ name: "a member of what Amazon calls a superuser", with: rights(["rds_superuser"]) },
		{ name: "CREATEROLE by membership, with less", with: rights(["CREATEDB", "CREATEROLE through ops"]) },
		{
			name: "a superuser beside the server, over the network",
			with: { ...rights(["SUPERUSER"]), client: { kind: "local", searched: [], addresses: ["127.0.0.1"] } },
		},
		{ name: "CREATEDB alone", with: rights(["CREATEDB"]), severity: "medium" },
		{ name: "REPLICATION by membership", with: rights(["REPLICATION through x\ny"]), severity: "medium" },
		{ name: "a tool and something else", with: { ...rights(["SUPERUSER"]), applications: ["psql", "orders-api"] } },
		{ name: "a name that only ends like a tool", with: { ...rights(["SUPERUSER"]), applications: ["my-psql"] } },
		{
			name: "a tool that the configuration does not count",
			with: { ...rights(["SUPERUSER"]), applications: ["psql"] },
			parameters: { administrationTools: [""] },
		},
	],
	notApplicable: [
		{
			name: "a superuser over the socket",
			with: { ...rights(["SUPERUSER"]), client: { kind: "local", searched: [], addresses: [] } },
			says: "socket",
		},
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "administration by hand",
			with: { ...rights(["SUPERUSER"]), applications: ["PSQL", "pgAdmin 4 - DB:orders"] },
			says: "by hand",
		},
	],
	indeterminate: [
		{ name: "denied", with: { rights: denied }, says: "denied" },
		{ name: "denied, without a name of its own", with: { rights: denied, applications: [] }, says: "denied" },
	],
});
