import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresDatabasesPublicConnectRevoked = defineRule({
	id: "postgres-databases-public-connect-revoked",
	title: "PUBLIC does not connect to databases",
	severity: "low",
	resource: "postgres.Server",
	risk: "Every login of the server, whatever it was made for, gets into every database and sees its catalogue.",
	recommendation: "REVOKE CONNECT ON DATABASE name FROM PUBLIC, and grant it to the roles of the database.",
	links: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
	related: {},
	evaluate(server) {
		const open = need(server.databases).flatMap(({ name, publicConnect }) =>
			publicConnect && !name.startsWith("template") && name !== "rdsadmin" ? [name] : [],
		);
		return expectNone(server, open, {
			pass: "PUBLIC may not connect to databases",
			fail: (list) => `PUBLIC may connect to the databases ${list}`,
		});
	},
});
