import { GetRoleCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { AwsCaller } from "../../aws/caller.ts";
import type { Observed } from "../../core/observed.ts";
import { type Check, type CheckAccess, failed, few, notAnswered, ok, unknown } from "./check.ts";

/** The main actions of a deploy: one at least of every service that it makes something in. */
export const deployActions: readonly string[] = [
	"cloudwatch:PutDashboard",
	"cloudwatch:PutMetricAlarm",
	"events:CreateEventBus",
	"events:PutRule",
	"events:PutTargets",
	"iam:CreateRole",
	"iam:PassRole",
	"iam:PutRolePolicy",
	"kms:CreateAlias",
	"kms:CreateKey",
	"kms:PutKeyPolicy",
	"lambda:CreateEventSourceMapping",
	"lambda:CreateFunction",
	"lambda:PutFunctionConcurrency",
	"lambda:UpdateFunctionCode",
	"logs:CreateLogGroup",
	"logs:PutRetentionPolicy",
	"s3:CreateBucket",
	"s3:PutBucketNotification",
	"s3:PutBucketPolicy",
	"s3:PutEncryptionConfiguration",
	"s3:PutLifecycleConfiguration",
	"s3:PutObject",
	"scheduler:CreateSchedule",
	"scheduler:CreateScheduleGroup",
	"sns:CreateTopic",
	"sns:SetTopicAttributes",
	"sqs:CreateQueue",
	"sqs:SetQueueAttributes",
	"ssm:GetParameter",
	"ssm:PutParameter",
	"states:CreateStateMachine",
];

/** May whoever calls deploy? IAM is asked, which knows policies, boundaries and those of the organization, but no policies of resources. */
export async function checkRights({ caller }: CheckAccess, arn: string): Promise<Check> {
	const name = "rights to deploy";
	if (/:root$/.test(arn)) return ok(name, "The root user may do everything; deploy with a role instead.");
	const iam = caller({ region: "global" });
	const principal = await principalOf(arn, iam);
	if ("unread" in principal) return notAnswered(name, principal.unread);
	if (principal.value === undefined)
		return unknown(name, `IAM cannot be asked about ${arn}.`, "Deploy with a role or a user of IAM, or see how the deploy goes.");
	const denied: string[] = [];
	const answer = await iam.call(
		"iam",
		new SimulatePrincipalPolicyCommand({ PolicySourceArn: principal.value, ActionNames: [...deployActions], MaxItems: 1000 }),
	);
	if ("unread" in answer) return notAnswered(name, answer.unread);
	const results = answer.value.EvaluationResults ?? [];
	for (const { EvalActionName, EvalDecision } of results) if (EvalDecision !== "allowed" && EvalActionName) denied.push(EvalActionName);
	const asked = new Set(results.map(({ EvalActionName }) => EvalActionName));
	const silent = deployActions.filter((action) => !asked.has(action));
	if (denied.length > 0)
		return failed(
			name,
			`IAM denies ${principal.value} ${denied.length} of ${deployActions.length} actions of a deploy.`,
			"Deploy with a role that has them; they may be allowed for certain resources only, which IAM was not asked about.",
			few(denied),
		);
	if (silent.length > 0) return unknown(name, `IAM did not answer for ${silent.length} actions.`, "See how the deploy goes.", few(silent));
	return ok(name, `IAM allows ${principal.value} the ${deployActions.length} main actions of a deploy.`);
}

/** The role behind a session: its path is not in the session's ARN. Undefined when it is neither a role nor a user. */
async function principalOf(arn: string, iam: AwsCaller): Promise<Observed<string | undefined>> {
	const [, partition, account, role] = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
	if (role === undefined) return { value: /:iam::\d{12}:(?:user|role)\//.test(arn) ? arn : undefined };
	const answer = await iam.call("iam", new GetRoleCommand({ RoleName: role }));
	if ("value" in answer) return { value: answer.value.Role?.Arn ?? `arn:${partition}:iam::${account}:role/${role}` };
	// Without a path the ARN is known; with one IAM says that there is no such role.
	return answer.unread.cause === "denied" ? { value: `arn:${partition}:iam::${account}:role/${role}` } : answer;
}
