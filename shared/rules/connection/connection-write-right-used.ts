import { defineRule } from "../../core/rule.ts";
import { judgeUse, minimumDays } from "./judge/rights.ts";

export const connectionWriteRightUsed = defineRule({
	id: "connection-write-right-used",
	title: "Services that may write to a database do write",
	severity: "low",
	resource: "database.Connection",
	risk: "A service that only reads but may write lets whoever breaks into it change or destroy data.",
	recommendation: "Revoke INSERT, UPDATE, DELETE and TRUNCATE from the user, or give the service a user that may only read.",
	links: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
	related: {},
	parameters: { minimumDays },
	evaluate: (connection, { now, parameters }) => judgeUse(connection, "write", now, parameters.minimumDays),
});
