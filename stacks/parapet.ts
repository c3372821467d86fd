import { dnsSuffix } from "../shared/aws/partitions.ts";
import type { Deployed } from "../shared/runtime/app/deployed.ts";
import { stateLayout } from "../shared/runtime/app/layout.ts";
import { version } from "../shared/runtime/version.ts";
import { configuration } from "./configuration.ts";
import { type Deployment, deploymentOf } from "./deployment.ts";
import { events } from "./events.ts";
import { type Functions, functions } from "./functions.ts";
import { key } from "./key.ts";
import { monitoring } from "./monitoring.ts";
import { feeding, type Queues, queues } from "./queues.ts";
import { repairRoles } from "./repair-roles.ts";
import { rotation } from "./rotation.ts";
import { scanning } from "./scanning.ts";
import { scheduleNames } from "./schedule-facts.ts";
import { scheduling } from "./scheduling.ts";
import { readSettings } from "./settings.ts";
import { storage } from "./storage.ts";
import { topics } from "./topics.ts";

/** The whole application: every stack, wired together; what it returns are the outputs of the deploy. */
export async function parapet(): Promise<Record<string, $util.Input<string>>> {
	const [{ config }, { accountId }, { region }, { partition }] = await Promise.all([
		readSettings(),
		aws.getCallerIdentity(),
		aws.getRegion(),
		aws.getPartition(),
	]);
	const deployment = deploymentOf(config, { partition, account: accountId, region, stage: $app.stage });
	const encryption = key(deployment);
	const buckets = storage(deployment, encryption);
	const told = topics(deployment, encryption);
	const waiting = queues(deployment, encryption);
	const { changes, notify } = waiting.of;
	if (!changes || !notify) throw new Error("Every deployment has the queues changes and notify.");
	const made = functions(deployment, {
		key: encryption,
		topics: told,
		undelivered: waiting.undelivered,
		changes,
		repairs: waiting.of.repairs,
		configuration: configuration(deployment, buckets, encryption),
	});
	feeding(deployment, waiting, made, buckets);
	const machine = scanning(deployment, made, encryption);
	const checkHealth = made["check-health"];
	if (!checkHealth) throw new Error("Every deployment has the function check-health.");
	repairRoles(deployment, made);
	scheduling(deployment, {
		key: encryption,
		machine,
		notify,
		repairs: waiting.of.repairs,
		checkHealth: checkHealth.made,
		undelivered: waiting.undelivered,
	});
	events(deployment, waiting);
	monitoring(deployment, told.system);
	const rotationFunction = rotation(deployment, made);
	const report = reportOf(deployment, { key: encryption.arn, queues: waiting, functions: made });
	new aws.ssm.Parameter("Deployment", {
		name: deployment.names.parameter,
		type: "String",
		description: "What Parapet deployed, for parapet deploy check",
		// Nothing of it is secret, so that a diff shows it.
		insecureValue: $util.jsonStringify(report),
		tags: deployment.tags,
	});
	return { ...outputs(deployment, made), ...(rotationFunction === undefined ? {} : { rotationFunction }) };
}

const urlOf = (made: Functions): $util.Output<string> | undefined => made["slack-actions"]?.made.url;

/** A value whose texts may still have to come. */
type Unresolved<T> = T extends string ? $util.Input<T> : T extends object ? { readonly [Member in keyof T]: Unresolved<T[Member]> } : T;

/** What `parapet deploy check` asks for. */
function reportOf(
	{ names, config, functions: present, queues: asked, events: on }: Deployment,
	{ key: keyArn, queues: waiting, functions: made }: { key: $util.Output<string>; queues: Queues; functions: Functions },
): Unresolved<Deployed> {
	const { partition, account, region, stage } = names.place;
	const slackActions = urlOf(made);
	const url = (name: string) => `https://sqs.${region}.${dnsSuffix(partition)}/${account}/${name}`;
	return {
		version,
		stage,
		partition,
		account,
		region,
		config: stateLayout.config(config.sha256),
		key: keyArn,
		buckets: { evidence: names.buckets.evidence, state: names.buckets.state },
		topics: { findings: names.arn("sns", names.topic("findings")), system: names.arn("sns", names.topic("system")) },
		queues: Object.fromEntries(
			asked.map((name) => [name, { url: waiting.of[name]?.url ?? "", deadLetters: url(names.deadLetters(name)) }]),
		),
		undelivered: waiting.undelivered.url,
		bus: names.bus,
		machine: names.arn("states", `stateMachine:${names.machine}`),
		functions: Object.fromEntries(present.map((name) => [name, names.function(name)])),
		schedules: { group: names.scheduleGroup, names: scheduleNames(names, waiting.of.repairs !== undefined) },
		alarmPrefix: `${names.prefix}-`,
		dashboard: names.dashboard,
		events: on,
		...(slackActions === undefined ? {} : { slackActions }),
	};
}

/** What the person who deploys needs next. */
function outputs({ names, app }: Deployment, made: Functions): Record<string, $util.Input<string>> {
	const { region, stage } = names.place;
	const slackRequestUrl = urlOf(made);
	return {
		check: `npx parapet deploy check --stage ${stage} --region ${region}`,
		dashboard: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${names.dashboard}`,
		evidence: `s3://${names.buckets.evidence}`,
		findingsTopic: names.arn("sns", names.topic("findings")),
		systemTopic: names.arn("sns", names.topic("system")),
		eventBus: names.arn("events", `event-bus/${names.bus}`),
		scan: `aws stepfunctions start-execution --region ${region} --state-machine-arn ${names.arn("states", `stateMachine:${names.machine}`)} --input '{"trigger":"manual"}'`,
		...(app.deploy.emails?.length ? { mail: "Each address has got two messages from AWS to confirm." } : {}),
		...(slackRequestUrl === undefined ? {} : { slackRequestUrl }),
	};
}
