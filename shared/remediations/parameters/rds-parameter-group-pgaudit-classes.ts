import { pgauditClasses } from "../../rules/rds-parameters/judge/postgres.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupPgauditClasses = parameterAction({
	id: "rds-parameter-group-pgaudit-classes",
	title: "Audit schema changes and roles with pgaudit (PostgreSQL)",
	rules: ["rds-instance-pgaudit-classes", "rds-cluster-pgaudit-classes"],
	question: pgauditClasses(["ddl", "role"]),
	values: (parameter, current) => {
		if (parameter !== "pgaudit.log") return { refuse: "pgaudit is not loaded: rds-parameter-group-pgaudit-loaded comes first." };
		const classes = (current ?? "").split(",").map((item) => item.trim());
		return [[...classes.filter((item) => item !== "" && item.toLowerCase() !== "none"), "ddl", "role"].join(",")];
	},
	guards: ["Classes that are audited stay so."],
	notes: ["The extension has to be created in each database, else nothing is logged."],
});
