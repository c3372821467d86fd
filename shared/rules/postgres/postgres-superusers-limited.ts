import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresSuperusersLimited = defineRule({
	id: "postgres-superusers-limited",
	title: "Few roles that can log in are superusers",
	severity: "high",
	resource: "postgres.Server",
	risk: "Every superuser can read and change everything, switch off the audit and run programs on the host.",
	recommendation: "Take SUPERUSER from roles that do not administer the server: ALTER ROLE name NOSUPERUSER.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	parameters: { maximumSuperusers: integer(1, "Superusers that may log in.", { minimum: 0, maximum: 1000 }) },
	evaluate(server, { parameters }) {
		const found = loginRoles(server).filter(({ superuser }) => superuser);
		const offenders = found.length > parameters.maximumSuperusers ? found.map(({ name }) => name) : [];
		return expectNone(server, offenders, {
			pass: `at most ${parameters.maximumSuperusers} role that can log in is a superuser`,
			fail: (list) => `${found.length} roles that can log in are superusers: ${list}`,
		});
	},
});
