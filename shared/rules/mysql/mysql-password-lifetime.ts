import { integer, strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";
import { variableOf } from "./judge/variables.ts";

export const mysqlPasswordLifetime = defineRule({
	id: "mysql-password-lifetime",
	title: "MySQL passwords expire",
	severity: "medium",
	resource: "mysql.Server",
	risk: "A password that never expires stays good for whoever copied it years ago.",
	recommendation: "Set default_password_lifetime = 180, or PASSWORD EXPIRE INTERVAL for the accounts that are named.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/password-management.html"],
	related: {},
	parameters: {
		maximumDays: integer(365, "Days after which passwords must have expired.", { minimum: 1, maximum: 3650 }),
		exemptUsers: strings([], "Users whose passwords may last."),
	},
	evaluate(server, { parameters }) {
		const standard = Number(variableOf(server, "default_password_lifetime"));
		const lasting = people(server).filter(({ user, hasPassword, passwordLifetimeDays = standard }) => {
			const expires = passwordLifetimeDays > 0 && passwordLifetimeDays <= parameters.maximumDays;
			return hasPassword && !expires && !parameters.exemptUsers.includes(user);
		});
		return expectNone(server, lasting.map(accountName), {
			pass: `passwords expire within ${parameters.maximumDays} days`,
			fail: (list) => `passwords do not expire within ${parameters.maximumDays} days: ${list}`,
		});
	},
});
