import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresDatabasesPublicTemporaryRevoked = defineRule({
	id: "postgres-databases-public-temporary-revoked",
	title: "PUBLIC creates no temporary tables",
	severity: "low",
	resource: "postgres.Server",
	risk: "Everybody can fill the disk, and plant temporary objects that functions with an open search_path pick up.",
	recommendation: "REVOKE TEMPORARY ON DATABASE name FROM PUBLIC, and grant it where it is needed.",
	links: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
	related: {},
	evaluate(server) {
		const open = need(server.databases).flatMap(({ name, publicTemporary }) =>
			publicTemporary && !name.startsWith("template") && name !== "rdsadmin" ? [name] : [],
		);
		return expectNone(server, open, {
			pass: "PUBLIC may not create temporary tables in databases",
			fail: (list) => `PUBLIC may create temporary tables in the databases ${list}`,
		});
	},
});
