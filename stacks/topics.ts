import { atLeast, severities } from "../shared/core/severity.ts";
import type { Deployment } from "./deployment.ts";
import { overTls } from "./queue-policy.ts";

/** Where findings are told, and the state of the system. */
export interface Topics {
	readonly findings: aws.sns.Topic;
	readonly system: aws.sns.Topic;
}

/** The topics, and the people who get mail. */
export function topics({ names, tags, app }: Deployment, key: aws.kms.Key): Topics {
	const make = (id: string, name: "findings" | "system", displayName: string, allowed: readonly object[]) => {
		const arn = names.arn("sns", names.topic(name));
		const topic = new aws.sns.Topic(id, { name: names.topic(name), displayName, kmsMasterKeyId: key.arn, tags });
		new aws.sns.TopicPolicy(`${id}Policy`, {
			arn: topic.arn,
			policy: JSON.stringify({
				Version: "2012-10-17",
				Statement: [overTls("sns:Publish", arn), ...allowed.map((statement) => ({ ...statement, Resource: [arn] }))],
			}),
		});
		return topic;
	};
	const findings = make("FindingsTopic", "findings", "Parapet findings", []);
	const system = make("SystemTopic", "system", "Parapet system", [
		{
			Sid: "Alarms",
			Effect: "Allow",
			Principal: { Service: "cloudwatch.amazonaws.com" },
			Action: ["sns:Publish"],
			Condition: {
				StringEquals: { "aws:SourceAccount": names.place.account },
				ArnLike: { "aws:SourceArn": names.arn("cloudwatch", `alarm:${names.prefix}-*`) },
			},
		},
	]);
	const threshold = app.deploy.emailSeverity ?? "high";
	for (const [index, endpoint] of (app.deploy.emails ?? []).entries()) {
		new aws.sns.TopicSubscription(`FindingsMail${index + 1}`, {
			topic: findings.arn,
			protocol: "email",
			endpoint,
			// In a flood people get the digest, and machines each alert.
			filterPolicy: JSON.stringify({
				severity: severities.filter((severity) => atLeast(severity, threshold)),
				folded: [{ exists: false }],
			}),
			filterPolicyScope: "MessageAttributes",
		});
		new aws.sns.TopicSubscription(`SystemMail${index + 1}`, { topic: system.arn, protocol: "email", endpoint });
	}
	return { findings, system };
}
