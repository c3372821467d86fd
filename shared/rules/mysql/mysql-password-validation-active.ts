import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";

export const mysqlPasswordValidationActive = defineRule({
	id: "mysql-password-validation-active",
	title: "MySQL checks new passwords",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Anybody may set a password that is guessed at once.",
	recommendation: "INSTALL COMPONENT 'file://component_validate_password' (MySQL), or INSTALL SONAME 'simple_password_check' (MariaDB).",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/validate-password.html"],
	related: {},
	evaluate(server) {
		const found = need(server.plugins).filter((name) => /validate_password|simple_password_check|cracklib_password_check/.test(name));
		return found.length > 0
			? pass(`${server.name} checks new passwords with ${listed(found)}.`, { plugins: found })
			: fail(`${server.name} accepts any password.`, { plugins: [] });
	},
});
