import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresNoPendingRestart = defineRule({
	id: "postgres-no-pending-restart",
	title: "No changed setting waits for a restart",
	severity: "low",
	resource: "postgres.Server",
	risk: "What the configuration says is not what runs: a protection that was switched on may not protect yet.",
	recommendation: "Restart the server in the next maintenance window, or take the change back.",
	links: ["https://www.postgresql.org/docs/current/view-pg-settings.html"],
	related: {},
	evaluate(server) {
		return expectNone(server, need(server.pendingRestart), {
			pass: "every setting is in force",
			fail: (list) => `settings wait for a restart: ${list}`,
		});
	},
});
