import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginMembers, onRds } from "./judge/roles.ts";

export const postgresRdsSuperuserLimited = defineRule({
	id: "postgres-rds-superuser-limited",
	title: "Few roles are members of rds_superuser",
	severity: "high",
	resource: "postgres.Server",
	risk: "The role is as near to a superuser as RDS allows: it reads all data through grants of its own making, and changes settings of the audit.",
	recommendation: "Revoke rds_superuser from every role but the master user, and keep that login for emergencies.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html"],
	related: {},
	parameters: { maximumMembers: integer(1, "Members that may log in; the master user is one.", { minimum: 0, maximum: 1000 }) },
	evaluate(server, { parameters }) {
		if (!onRds(server)) return notApplicable(`${server.name} does not run on RDS.`);
		const members = loginMembers(server, "rds_superuser");
		return expectNone(server, members.length > parameters.maximumMembers ? members : [], {
			pass: `at most ${parameters.maximumMembers} role that can log in is a member of rds_superuser`,
			fail: (list) => `${members.length} roles that can log in are members of rds_superuser: ${list}`,
		});
	},
});
