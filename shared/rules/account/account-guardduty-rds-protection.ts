import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeGuardDuty } from "./judge/guard-duty.ts";
import { hasNoDatabases } from "./judge/watched.ts";

export const accountGuarddutyRdsProtection = defineRule({
	id: "account-guardduty-rds-protection",
	title: "GuardDuty RDS Protection is on where there are databases",
	severity: "high",
	resource: "aws.Region",
	risk: "Guessed passwords, sign-ins from unusual places and the like are visible in the login activity of the databases, and nobody looks at it.",
	recommendation:
		"Enable GuardDuty in the region and switch on RDS Protection (feature RDS_LOGIN_EVENTS); it needs no agent and no change of the databases.",
	links: ["https://docs.aws.amazon.com/guardduty/latest/ug/rds-protection.html"],
	related: { prowler: ["guardduty_rds_protection_enabled"], securityHub: ["GuardDuty.9"], awsConfig: ["guardduty-rds-protection-enabled"] },
	evaluate(region) {
		if (hasNoDatabases(region)) return notApplicable(`There are no databases in ${region.name}.`);
		return judgeGuardDuty(region, "RDS Protection", ["RDS_LOGIN_EVENTS"], region.databases);
	},
});
