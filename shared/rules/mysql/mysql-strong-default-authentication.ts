import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { hasVariable, judgeVariable } from "./judge/variables.ts";

export const mysqlStrongDefaultAuthentication = defineRule({
	id: "mysql-strong-default-authentication",
	title: "New MySQL accounts do not get old authentication plugins",
	severity: "medium",
	resource: "mysql.Server",
	risk: "mysql_native_password rests on SHA-1 without a salt: a stolen hash is cracked quickly.",
	recommendation:
		"Remove default_authentication_plugin=mysql_native_password from the configuration; from 8.4 on leave authentication_policy at its default.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/authentication-plugins.html"],
	related: {},
	evaluate(server) {
		const name = ["authentication_policy", "default_authentication_plugin"].find((candidate) => hasVariable(server, candidate));
		if (name === undefined) return notApplicable(`${server.name} has no default for authentication plugins that could be set.`);
		return judgeVariable(server, name, (value) => !/mysql_native_password|mysql_old_password/i.test(value), "not be mysql_native_password");
	},
});
