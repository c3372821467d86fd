import { need, Unobserved } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone, listed } from "../judge/offenders.ts";
import { clientName, noClient } from "./judge/clients.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesWorkloadDatabaseUserNotSuperuser = defineRule({
	id: "kubernetes-workload-database-user-not-superuser",
	title: "Clients of databases do not log in as an administrator",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Every flaw of the application, such as SQL injection, has all of the database and often the host of it.",
	recommendation: "Create a role for the application with rights on its own tables, and let it log in as that.",
	links: ["https://www.postgresql.org/docs/current/predefined-roles.html"],
	related: {},
	parameters: {
		administrators: strings(["postgres", "root", "admin", "administrator", "rdsadmin"], "Names of administrators, in lower case."),
	},
	evaluate(workload, { parameters: { administrators } }) {
		const clients = need(workload.databaseClients);
		if (clients.length === 0) return noClient(workload);
		const name = nameOf(workload);
		const found = clients.filter(({ user }) => user !== undefined && administrators.includes(user.toLowerCase()));
		const unknown = clients.filter(({ user }) => user === undefined).map(clientName);
		if (found.length === 0 && unknown.length > 0)
			throw new Unobserved(`${name} does not show as whom it logs in, which a Secret or the program itself decides: ${listed(unknown)}.`);
		return expectNone(
			{ name },
			found.map((client) => `${clientName(client)} as ${client.user}`),
			{
				pass: "no client logs in under the name of an administrator",
				fail: (list) => `clients log in as administrators: ${list}`,
			},
		);
	},
});
