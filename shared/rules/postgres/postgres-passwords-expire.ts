import { need } from "../../core/observed.ts";
import { integer, strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { pass } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles, membersOf } from "./judge/roles.ts";

export const postgresPasswordsExpire = defineRule({
	id: "postgres-passwords-expire",
	title: "Passwords of roles expire",
	severity: "medium",
	resource: "postgres.Server",
	risk: "A password that never expires stays good for whoever copied it years ago.",
	recommendation: "Set an end with ALTER ROLE name VALID UNTIL '\u2026' at each rotation, or log in through IAM (rds_iam) or certificates.",
	links: ["https://www.postgresql.org/docs/current/sql-createrole.html"],
	related: {},
	parameters: {
		maximumDays: integer(365, "Days from now within which passwords must expire.", { minimum: 1, maximum: 3650 }),
		exemptRoles: strings([], "Roles whose passwords may last, such as one for emergencies."),
	},
	evaluate(server, { now, parameters }) {
		const iam = membersOf(server, "rds_iam");
		const lasting = loginRoles(server).filter(
			({ name, passwordExpires }) =>
				!iam.has(name) &&
				!parameters.exemptRoles.includes(name) &&
				(passwordExpires === undefined || Date.parse(passwordExpires) > now + parameters.maximumDays * 86_400_000),
		);
		if (lasting.length === 0) return pass(`${server.name}: every password expires within ${parameters.maximumDays} days.`, { count: 0 });
		// Only a role that has a password can have one that never expires.
		const types = need(server.passwordTypes);
		return expectNone(
			server,
			lasting.flatMap(({ name }) => (types[name] === "none" ? [] : [name])),
			{
				pass: "roles whose login never expires have no password",
				fail: (list) => `passwords do not expire within ${parameters.maximumDays} days: ${list}`,
			},
		);
	},
});
