import { need } from "../../core/observed.ts";
import { coversResource, publicStatements } from "../../core/policy.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const logGroupNotPublic = defineRule({
	id: "log-group-not-public",
	title: "CloudWatch log group is not open to everybody by a resource policy",
	severity: "high",
	resource: "logs.LogGroup",
	risk: "Anybody with an AWS account can write into the log group or, with the matching actions, read what the database logged.",
	recommendation: "Name the service as principal in the resource policy, with aws:SourceAccount or aws:SourceArn, or delete the policy.",
	links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html"],
	related: { prowler: ["cloudwatch_log_group_not_publicly_accessible"] },
	evaluate(group) {
		const bare = group.arn.replace(/:\*$/, "");
		// Policies name the group, the group with `:*`, or its streams.
		const targets = [bare, `${bare}:*`, `${bare}:log-stream:*`];
		const policies = need(group.resourcePolicies)
			.filter(({ document }) => publicStatements(document).some((statement) => targets.some((target) => coversResource(statement, target))))
			.map(({ name }) => name);
		return policies.length === 0
			? pass(`No resource policy opens log group ${group.name} to everybody.`, { policies })
			: fail(`Log group ${group.name} is open to everybody by resource policy ${policies.join(", ")}.`, { policies });
	},
});
