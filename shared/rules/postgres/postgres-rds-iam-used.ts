import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles, membersOf, onRds } from "./judge/roles.ts";

export const postgresRdsIamUsed = defineRule({
	id: "postgres-rds-iam-used",
	title: "Roles log in to RDS through IAM",
	severity: "low",
	resource: "postgres.Server",
	risk: "Passwords are shared, leak and stay valid; a token of IAM lasts 15 minutes and belongs to one identity.",
	recommendation: "Enable IAM database authentication and GRANT rds_iam TO the roles of applications.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html"],
	related: {},
	parameters: { passwordRoles: strings(["postgres"], "Roles that may log in with a password, such as the master user.") },
	evaluate(server, { parameters }) {
		if (!onRds(server)) return notApplicable(`${server.name} does not run on RDS.`);
		const iam = membersOf(server, "rds_iam");
		const found = loginRoles(server).flatMap(({ name }) => (iam.has(name) || parameters.passwordRoles.includes(name) ? [] : [name]));
		return expectNone(server, found, {
			pass: "roles log in through IAM",
			fail: (list) => `roles that can log in are not members of rds_iam: ${list}`,
		});
	},
});
