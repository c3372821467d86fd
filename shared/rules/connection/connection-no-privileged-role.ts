import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { noApplication } from "./judge/purpose.ts";
import { administrationTools, toolsOf } from "./judge/tools.ts";

/** What widens the damage, but does not by itself lead to everything. */
const lesser = /^(CREATEDB|REPLICATION|pg_maintain|pg_create_subscription|pg_signal_autovacuum_worker)( through .*)?$/s;

export const connectionNoPrivilegedRole = defineRule({
	id: "connection-no-privileged-role",
	title: "No service works as a privileged database user",
	severity: "high",
	resource: "database.Connection",
	risk: "A flaw in the service gives away the whole server: its other databases, its files or its accounts, which no grant limits.",
	recommendation: "Give the service a user of its own with the grants that it needs, and keep the privileged one for administration.",
	links: [
		"https://www.postgresql.org/docs/current/role-attributes.html",
		"https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html",
	],
	related: {},
	parameters: { administrationTools },
	evaluate(connection, { parameters }) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, user = "?", applications, client } = connection;
		if (client.kind === "local" && client.addresses.length === 0)
			return notApplicable(`${name} comes over the socket of the server, as its own administration does.`);
		if (applications.length > 0 && toolsOf(connection, parameters.administrationTools).length === applications.length)
			return notApplicable(`${name} is administration by hand (${listed(applications)}).`);
		const { privileged } = need(connection.rights);
		if (privileged.length === 0) return pass(`${name}: the user ${quoted(user)} is an ordinary one.`, { privileged: [] });
		return fail(
			`${name}: the user ${quoted(user)} is privileged: ${listed(privileged)}.`,
			{ privileged: privileged.slice(0, 20).map(quoted) },
			privileged.every((one) => lesser.test(one)) ? "medium" : undefined,
		);
	},
});
