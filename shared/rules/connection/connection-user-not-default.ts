import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { noApplication, sameHost } from "./judge/purpose.ts";

export const connectionUserNotDefault = defineRule({
	id: "connection-user-not-default",
	title: "No client logs in over the network with a name that comes with the product",
	severity: "medium",
	resource: "database.Connection",
	risk: "Well-known names are tried first, are shared by people and programs, and mostly belong to whoever may do everything.",
	recommendation: "Give the service a user of its own name, and keep the one that came with the product for emergencies.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html"],
	related: {},
	parameters: {
		defaultUsers: strings(
			["postgres", "root", "admin", "administrator", "mysql", "sa", "test"],
			"Names that come with the product or are guessed first.",
		),
	},
	evaluate(connection, { parameters }) {
		const other = noApplication(connection) ?? sameHost(connection);
		if (other) return other;
		const { name, user = "" } = connection;
		return parameters.defaultUsers.includes(user)
			? fail(`${name} uses the well-known name ${quoted(user)}.`, { user })
			: pass(`${name} does not use a well-known name.`, { user: quoted(user) });
	},
});
