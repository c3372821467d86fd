import { DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { incomplete } from "../../aws/caller.ts";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";

interface TrailState {
	/** Trails of this account whose home is the region, by ARN. */
	readonly trails: readonly { readonly arn: string; readonly logging: boolean }[];
	/** ARNs of trails that cover the region from elsewhere. */
	readonly elsewhere: readonly string[];
}

const noWayBack = "Parapet has no right to stop a trail: what must not log has to be stopped by a person.";

export const accountTrailLogging = defineAction<TrailState>({
	id: "account-trail-logging",
	title: "Start a CloudTrail trail that was stopped",
	family: "logs",
	kinds: ["aws.Region"],
	// Every rule about metric filters looks at trails that log.
	rules: [],
	controls: ["CloudTrail.3"],
	level: "auto",
	reads: ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus"],
	writes: ["cloudtrail:StartLogging"],
	triggers: ["cloudtrail:StopLogging", "cloudtrail:CreateTrail"],
	guards: [
		"Only trails of the account whose home is the region.",
		"By itself only while no other trail of the region logs; a trail that stands still beside one that logs may be meant to.",
	],
	downtime: "none",
	reversible: noWayBack,
	async read(target, aws) {
		const answer = await aws.call("cloudtrail", new DescribeTrailsCommand({ includeShadowTrails: true }));
		if ("unread" in answer) return answer;
		const { trailList } = answer.value;
		if (!trailList) return { unread: incomplete("cloudtrail", "DescribeTrails", "trailList") };
		const trails: { arn: string; logging: boolean }[] = [];
		const elsewhere: string[] = [];
		for (const { TrailARN: arn, HomeRegion } of trailList) {
			if (!arn) return { unread: incomplete("cloudtrail", "DescribeTrails", "TrailARN") };
			if (HomeRegion !== target.region || arn.split(":")[4] !== target.account) {
				elsewhere.push(arn);
				continue;
			}
			const status = await aws.call("cloudtrail", new GetTrailStatusCommand({ Name: arn }));
			if ("unread" in status) return status;
			if (status.value.IsLogging === undefined) return { unread: incomplete("cloudtrail", "GetTrailStatus", "IsLogging") };
			trails.push({ arn, logging: status.value.IsLogging });
		}
		return { state: { trails: trails.sort((a, b) => (a.arn < b.arn ? -1 : 1)), elsewhere: elsewhere.sort() } };
	},
	facts: ({ trails }) => ({ logging: trails.filter(({ logging }) => logging).map(({ arn }) => arn) }),
	plan({ trails, elsewhere }, _settings, target) {
		const stopped = trails.filter(({ logging }) => !logging).map(({ arn }) => arn);
		if (trails.length === 0)
			return elsewhere.length > 0
				? refused("wrongPlace", `The trails of ${target.region} are started where they are at home: ${elsewhere.join(", ")}.`)
				: refused("unsupported", `${target.region} has no trail that could be started.`);
		if (stopped.length === 0) return compliant(`All trails of ${target.region} log.`);
		const others = trails.length - stopped.length + elsewhere.length;
		return planned({
			level: others === 0 ? "auto" : "approve",
			calls: stopped.map((arn) => apiCall("cloudtrail:StartLogging", { Name: arn }, `Start ${arn}`)),
			inverse: { irreversible: noWayBack },
			desired: { logging: trails.map(({ arn }) => arn) },
			downtime: "none",
			risk: "low",
			notes: [
				"What happened while it stood still was not recorded by it: look at the event history, which CloudTrail keeps for 90 days.",
				...(others > 0 ? ["Other trails cover the region, so that this one may have been stopped on purpose."] : []),
			],
			hints: { terraform: "aws_cloudtrail: enable_logging = true", cloudformation: "AWS::CloudTrail::Trail IsLogging: true" },
		});
	},
});
