import { defineRule } from "../../core/rule.ts";
import { judgeUse, minimumDays } from "./judge/rights.ts";

export const connectionDefineRightUsed = defineRule({
	id: "connection-define-right-used",
	title: "Services that may create and alter objects in a database do so",
	severity: "medium",
	resource: "database.Connection",
	risk: "A service that may create and alter objects lets whoever breaks into it drop tables, or plant functions and triggers that others run.",
	recommendation:
		"Run migrations as a user of their own, let that user own schemas and tables, and revoke CREATE and ownership from the user of the service.",
	links: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
	related: {},
	parameters: { minimumDays },
	evaluate: (connection, { now, parameters }) => judgeUse(connection, "define", now, parameters.minimumDays),
});
