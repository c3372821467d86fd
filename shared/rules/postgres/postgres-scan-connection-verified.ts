import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const postgresScanConnectionVerified = defineRule({
	id: "postgres-scan-connection-verified",
	title: "The scanner verifies the PostgreSQL server that it reads",
	severity: "low",
	resource: "postgres.Server",
	risk: "Whoever stands between could have answered in place of the server, and has seen the login of the scanner.",
	recommendation: "Name the server as its certificate does, give its authority with --database-ca, and leave sslmode at verify-full.",
	links: ["https://www.postgresql.org/docs/current/libpq-ssl.html"],
	related: {},
	evaluate(server) {
		// A server that was not reached was not verified either.
		need(server.version);
		const { tlsMode } = server.connection;
		return tlsMode === "verify-full"
			? pass(`${server.name} was read over TLS from a server that was verified.`, { tlsMode })
			: fail(
					`${server.name} was read with sslmode=${tlsMode}, which does not verify who answers.`,
					{ tlsMode },
					tlsMode === "disable" ? "medium" : undefined,
				);
	},
});
