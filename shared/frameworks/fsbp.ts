import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";
import { fsbpDatabases } from "./fsbp/databases.ts";
import { fsbpPlatform } from "./fsbp/platform.ts";

/**
 * AWS Foundational Security Best Practices: the controls about the services that are scanned, about those beside them (EC2, IAM, CloudTrail)
 * and about the other engines of the RDS API. Controls of other Security Hub standards (tagging, CIS, NIST) are not part of it.
 */
export const fsbp: Framework<RuleId> = {
	id: "fsbp",
	title: "AWS Foundational Security Best Practices",
	version: "1.0.0",
	source: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
	requirements: [...fsbpDatabases, ...fsbpPlatform],
};
