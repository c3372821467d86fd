import { strings } from "../../../core/parameters.ts";
import type { DatabaseConnection } from "../../../core/resources/index.ts";

/** The parameter of the rules that tell people from programs. */
export const administrationTools = strings(
	["psql", "pgAdmin", "DBeaver", "DataGrip", "TablePlus", "HeidiSQL", "Navicat", "pg_dump", "pg_restore", "pg_basebackup", "pgbackrest"],
	"Beginnings of application names with which people administer the server.",
);

/** The names among what the clients call themselves that belong to such a tool. */
export const toolsOf = ({ applications }: DatabaseConnection, tools: readonly string[]): string[] =>
	applications.filter((application) => tools.some((tool) => tool !== "" && application.toLowerCase().startsWith(tool.toLowerCase())));
