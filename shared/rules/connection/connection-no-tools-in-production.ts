import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { isProduction, unclassified } from "./judge/production.ts";
import { noApplication } from "./judge/purpose.ts";
import { administrationTools, toolsOf } from "./judge/tools.ts";

export const connectionNoToolsInProduction = defineRule({
	id: "connection-no-tools-in-production",
	title: "Nobody works in production databases by hand",
	severity: "medium",
	resource: "database.Connection",
	risk: "A person with a prompt on production data reads what no service would show, and one wrong statement changes it without review.",
	recommendation:
		"Give people access for a limited time through an approved way that records what they do, and end the sessions that are named.",
	links: ["https://www.postgresql.org/docs/current/libpq-connect.html"],
	related: {},
	parameters: { administrationTools, unclassified },
	evaluate(connection, { parameters }) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, engine, rights } = connection;
		if (engine !== "postgres") return notApplicable(`${name}: MySQL and MariaDB do not show the names of applications.`);
		const tools = toolsOf(connection, parameters.administrationTools);
		const evidence = { tools: tools.map(quoted) };
		if (tools.length === 0) return pass(`${name} belongs to no administration tool.`, evidence);
		if (!isProduction(connection, parameters.unclassified)) return notApplicable(`${name} is not production.`);
		const privileged = "value" in rights && rights.value.privileged.length > 0;
		return fail(
			`${name} is work by hand in production (${listed(tools)})${privileged ? " as a privileged user" : ""}.`,
			{ ...evidence, privileged },
			privileged ? "high" : undefined,
		);
	},
});
