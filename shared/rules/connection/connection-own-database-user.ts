import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionOwnDatabaseUser = defineRule({
	id: "connection-own-database-user",
	title: "Each service has a database user of its own",
	severity: "medium",
	resource: "database.Connection",
	risk: "With a shared user nobody can tell who did what, each service has the rights of all, and its password cannot be changed without stopping the others.",
	recommendation: "Create a user for each of the services that are named, grant each what it needs, and retire the shared one.",
	links: ["https://www.postgresql.org/docs/current/user-manag.html"],
	related: {},
	evaluate(connection) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, user = "?", client, sharedWith } = connection;
		if (!["pod", "lambda", "ec2", "proxy"].includes(client.kind))
			return notApplicable(`${name} comes from no service that is known, so that it cannot be compared with others.`);
		if (client.kind === "proxy") return notApplicable(`${name} comes through a proxy, behind which several services may stand.`);
		return sharedWith.length > 0
			? fail(`${name} shares the user ${quoted(user)} with ${listed(sharedWith)}.`, { sharedWith: sharedWith.map(quoted) })
			: pass(`${name}: no other service is seen with the user ${quoted(user)}.`, { sharedWith: [] });
	},
});
