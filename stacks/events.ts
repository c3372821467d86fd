import { changeRules, checkRule, type EventRule } from "../shared/runtime/app/change-patterns.ts";
import { repairRules } from "../shared/runtime/app/repair-patterns.ts";
import { busPolicy } from "./bus-policy.ts";
import { type Deployment, eventAccounts, logical } from "./deployment.ts";
import type { Queues } from "./queues.ts";

/** The bus that other accounts and regions send events to, and the rules that lead events to the queue. */
export function events(deployment: Deployment, { of: { changes, repairs }, undelivered, ready }: Queues): aws.cloudwatch.EventBus {
	if (!changes) throw new Error("Every deployment has the queue changes.");
	const { names, app, tags, events: on } = deployment;
	const bus = new aws.cloudwatch.EventBus("Events", {
		name: names.bus,
		description: "Parapet: what changed in other accounts and regions",
		tags,
	});
	const policy = on ? busPolicy(names, app.deploy.organizationId, eventAccounts(deployment)) : undefined;
	if (policy) new aws.cloudwatch.EventBusPolicy("EventsPolicy", { eventBusName: bus.name, policy: JSON.stringify(policy) });
	const lead = (
		id: string,
		{ name, description, pattern }: EventRule,
		from: aws.cloudwatch.EventBus | undefined,
		to: aws.sqs.Queue = changes,
	) => {
		const rule = new aws.cloudwatch.EventRule(`${id}Rule`, {
			name: `${names.prefix}-${name}`,
			description: description.slice(0, 512),
			...(from ? { eventBusName: from.name } : {}),
			eventPattern: JSON.stringify(pattern),
			tags,
		});
		new aws.cloudwatch.EventTarget(
			`${id}Target`,
			{
				rule: rule.name,
				...(from ? { eventBusName: from.name } : {}),
				targetId: to === changes ? "changes" : "repairs",
				arn: to.arn,
				retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 60 },
				deadLetterConfig: { arn: undelivered.arn },
			},
			{ dependsOn: [...ready] },
		);
	};
	// `parapet deploy check` sends an event through the whole path, with or without the rules for changes.
	// Whoever else may send to the bus has nothing to check.
	lead("CheckEvent", { ...checkRule, pattern: { ...checkRule.pattern, account: [names.place.account] } }, bus);
	if (repairs) {
		for (const rule of repairRules) lead(`Repair${logical(rule.name)}`, rule, undefined, repairs);
		// The rules of members chose already.
		const pattern = { source: ["aws.securityhub", "aws.guardduty"] };
		lead(
			"ForwardedRepair",
			{ name: "forwarded-repairs", description: "What Security Hub found in other accounts and regions", pattern },
			bus,
			repairs,
		);
	}
	if (on) {
		for (const rule of changeRules) lead(`Change${logical(rule.name)}`, rule, undefined);
		// The rules of members chose already.
		lead(
			"Forwarded",
			{ name: "forwarded", description: "Changes in other accounts and regions", pattern: { source: [{ prefix: "aws." }] } },
			bus,
		);
	}
	return bus;
}
