import { type EventRule, hubDetail, hubTypes } from "./change-patterns.ts";
import { guardDutyDetail, hubActionDetail, hubV2Detail } from "./remediation-events.ts";

/** What Security Hub says of the kinds that can be repaired; what it says of others is told apart when it is read. */
export const repairRules: readonly [EventRule, ...EventRule[]] = [
	{
		name: "repair-hub",
		description: "Failed controls of Security Hub (CSPM) about what can be repaired",
		pattern: {
			source: ["aws.securityhub"],
			"detail-type": [hubDetail],
			detail: {
				findings: {
					ProductArn: [{ suffix: "::product/aws/securityhub" }],
					RecordState: ["ACTIVE"],
					Compliance: { Status: ["FAILED", "WARNING"] },
					Workflow: { Status: ["NEW", "NOTIFIED"] },
					Resources: { Type: Object.keys(hubTypes) },
				},
			},
		},
	},
	{
		name: "repair-hub-v2",
		description: "Failed controls of Security Hub, as OCSF",
		pattern: { source: ["aws.securityhub"], "detail-type": [hubV2Detail], detail: { findings: { class_uid: [2003] } } },
	},
	{
		name: "repair-hub-action",
		description: "Findings that somebody sends to Parapet with a custom action of Security Hub",
		pattern: { source: ["aws.securityhub"], "detail-type": [hubActionDetail], detail: { actionName: [{ prefix: "Parapet" }] } },
	},
	{
		name: "repair-guardduty",
		description: "Logins to databases that GuardDuty finds suspicious",
		pattern: { source: ["aws.guardduty"], "detail-type": [guardDutyDetail], detail: { type: [{ wildcard: "*:RDS/*" }] } },
	},
];
