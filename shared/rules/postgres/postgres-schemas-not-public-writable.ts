import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresSchemasNotPublicWritable = defineRule({
	id: "postgres-schemas-not-public-writable",
	title: "PUBLIC creates no objects in any schema",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Anybody can plant functions and tables that others then use by mistake, with the rights of those others.",
	recommendation:
		"REVOKE CREATE ON SCHEMA public FROM PUBLIC (the default from PostgreSQL 15 on), and likewise for the others that are named.",
	links: ["https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS"],
	related: {},
	evaluate(server) {
		const open = need(server.schemas).flatMap(({ name, publicCreate }) => (publicCreate ? [name] : []));
		return expectNone(server, open, {
			pass: "PUBLIC may create in no schema",
			fail: (list) => `PUBLIC may create objects in the schemas ${list}`,
		});
	},
});
