import { need } from "../../core/observed.ts";
import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { compare } from "../rds-parameters/judge/engine.ts";

export const mysqlVersionCurrent = defineRule({
	id: "mysql-version-current",
	title: "MySQL or MariaDB is a release line that is still corrected",
	severity: "high",
	resource: "mysql.Server",
	risk: "Known vulnerabilities of the release are not corrected any more.",
	recommendation: "Upgrade to a long-term release, and keep minimumMysql and minimumMariadb of this rule in step with what you allow.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/mysql-releases.html"],
	related: {},
	parameters: {
		minimumMysql: string("8.0", "The oldest MySQL release line that is allowed."),
		minimumMariadb: string("10.6", "The oldest MariaDB release line that is allowed."),
	},
	evaluate(server, { parameters }) {
		const { flavour, release, text } = need(server.version);
		const minimum = (flavour === "mariadb" ? parameters.minimumMariadb : parameters.minimumMysql).split(".").map(Number);
		const evidence = { flavour, version: text, minimum: minimum.join(".") };
		return compare(release, minimum) >= 0
			? pass(`${server.name} runs ${flavour} ${release.join(".")}.`, evidence)
			: fail(`${server.name} runs ${flavour} ${release.join(".")}, which is older than ${minimum.join(".")}.`, evidence);
	},
});
