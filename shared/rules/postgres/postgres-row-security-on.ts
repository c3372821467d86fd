import { defineRule } from "../../core/rule.ts";
import { isOn, judgeSetting } from "./judge/settings.ts";

export const postgresRowSecurityOn = defineRule({
	id: "postgres-row-security-on",
	title: "Row security policies are applied",
	severity: "medium",
	resource: "postgres.Server",
	risk: "With row_security off queries on protected tables fail or, for those who may bypass, see every row; dumps and jobs rely on it unnoticed.",
	recommendation: "Set row_security = on and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-client.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "row_security", isOn, "be on");
	},
});
