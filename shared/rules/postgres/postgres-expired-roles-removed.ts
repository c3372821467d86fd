import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresExpiredRolesRemoved = defineRule({
	id: "postgres-expired-roles-removed",
	title: "No role with an expired password is left",
	severity: "low",
	resource: "postgres.Server",
	risk: "An expired password does not stop logins by certificate, peer or IAM, and the role keeps its grants for whoever renews it.",
	recommendation: "Drop roles that are no longer needed, or set NOLOGIN; renew the password of the others.",
	links: ["https://www.postgresql.org/docs/current/sql-droprole.html"],
	related: {},
	parameters: { graceDays: integer(30, "Days after which an expired role must be gone.", { minimum: 0, maximum: 3650 }) },
	evaluate(server, { now, parameters }) {
		const expired = loginRoles(server).filter(
			({ passwordExpires }) => passwordExpires !== undefined && Date.parse(passwordExpires) < now - parameters.graceDays * 86_400_000,
		);
		return expectNone(
			server,
			expired.map(({ name }) => name),
			{
				pass: "no role is left whose password has expired",
				fail: (list) => `roles are left whose passwords expired more than ${parameters.graceDays} days ago: ${list}`,
			},
		);
	},
});
