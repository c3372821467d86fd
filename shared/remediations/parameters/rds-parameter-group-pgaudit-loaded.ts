import { pgauditLoaded } from "../../rules/rds-parameters/judge/postgres.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupPgauditLoaded = parameterAction({
	id: "rds-parameter-group-pgaudit-loaded",
	title: "Load pgaudit (PostgreSQL)",
	rules: ["rds-instance-pgaudit-loaded", "rds-cluster-pgaudit-loaded"],
	question: pgauditLoaded,
	level: "approve",
	// Without a value RDS loads pg_stat_statements, which a list of one's own has to name.
	values: (_parameter, current) => {
		const libraries = (current ?? "pg_stat_statements").split(",").map((item) => item.trim());
		return [[...libraries.filter((item) => item !== ""), "pgaudit"].join(",")];
	},
	risk: "medium",
	downtime: "none; the reboot that it needs interrupts connections",
	guards: ["Libraries that are loaded stay, in their order."],
	notes: ["After the reboot: CREATE EXTENSION pgaudit in each database, and set pgaudit.log."],
});
