import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { networkSessions, sessionName } from "./judge/sessions.ts";

export const postgresSessionsNotDefaultSuperuser = defineRule({
	id: "postgres-sessions-not-default-superuser",
	title: "Nobody is logged in over the network as postgres",
	severity: "medium",
	resource: "postgres.Server",
	risk: "An account that several people and programs share says nothing of who did what, and its name is the first that is guessed.",
	recommendation: "Log in with personal or service roles; keep postgres for the local socket.",
	links: ["https://www.postgresql.org/docs/current/predefined-roles.html"],
	related: {},
	evaluate(server) {
		const shared = networkSessions(server).filter(({ user }) => user === "postgres");
		return expectNone(server, shared.map(sessionName), {
			pass: "no network session belongs to postgres",
			fail: (list) => `sessions belong to the shared account postgres: ${list}`,
		});
	},
});
