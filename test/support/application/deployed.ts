import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { type Emulator, startEmulator } from "../aws/emulator.ts";
import { runCommand } from "../command.ts";
import { type SlackOptions, slackServer, slackWorkspace } from "../slack.ts";
import { infraGraph } from "../sst/graph.ts";
import { type Application, type ApplicationOptions, createApplication } from "./application.ts";
import { forward } from "./endpoint.ts";

/** Where the application is deployed, and what it scans. */
export const place = {
	account: "123456789012",
	region: "eu-central-1",
	stage: "test",
	members: ["222222222222", "333333333333", "444444444444"],
	regions: ["eu-central-1", "eu-west-1"],
	externalId: "7f3c-external",
} as const;

/** A message that the findings topic sent. */
export interface Notification {
	readonly Message: string;
	readonly Subject?: string;
	readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
}

/** The application as its stacks deploy it, with member accounts as their template makes them, a Slack that checks, and a queue that listens to the findings. */
export interface Deployed {
	readonly emulator: Emulator;
	readonly application: Application;
	readonly slack: ReturnType<typeof slackWorkspace>;
	/** Clients of a member account. */
	member(account: string, region: string): { readonly endpoint: string; readonly region: string; readonly credentials: MemberKeys };
	/** What the findings topic sent since the last time. */
	heard(): Promise<Notification[]>;
	stop(): Promise<void>;
}

interface MemberKeys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

/** The template that users get. */
async function memberTemplate(config: string): Promise<string> {
	const { stage, account, region } = place;
	const args = ["deploy", "member-template", "--config", config, "--stage", stage, "--account", account, "--region", region];
	const { code, stdout, stderr } = await runCommand(args);
	if (code !== 0) throw new Error(`parapet ${args.join(" ")}: ${stderr}`);
	return stdout;
}

/** Makes the role and the rules of a member account by the template that users get. */
async function prepare(template: string, client: { endpoint: string; credentials: MemberKeys }): Promise<void> {
	for (const region of place.regions) {
		const cloudformation = new CloudFormationClient({ ...client, region });
		await cloudformation.send(
			new CreateStackCommand({
				StackName: "parapet-member",
				TemplateBody: template,
				Capabilities: ["CAPABILITY_NAMED_IAM"],
				Parameters: [{ ParameterKey: "ExternalId", ParameterValue: place.externalId }],
			}),
		);
		const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: "parapet-member" }));
		if (Stacks[0]?.StackStatus !== "CREATE_COMPLETE")
			throw new Error(`the member stack: ${Stacks[0]?.StackStatus} ${Stacks[0]?.StackStatusReason}`);
		cloudformation.destroy();
	}
}

/** What is the same in all proofs: three accounts, two regions, RDS and IAM; Slack for people, SNS for machines. `directory` is the test's own. */
export async function deployApplication(
	directory: string,
	{
		slack: slackOptions,
		config = () => ({}),
		...options
	}: ApplicationOptions & {
		readonly slack?: SlackOptions;
		readonly config?: object | ((secret: string, emulator: Emulator) => object | Promise<object>);
	} = {},
): Promise<Deployed> {
	const emulator = await startEmulator();
	const stops: (() => Promise<unknown>)[] = [() => emulator.stop()];
	const stop = async () => {
		for (const each of stops.splice(0).reverse()) await each();
	};
	try {
		const { url: endpoint, env } = emulator;
		const home = {
			endpoint,
			region: place.region,
			credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" },
		};
		const secrets = new SecretsManagerClient(home);
		const { ARN: secret } = await secrets.send(new CreateSecretCommand({ Name: "parapet/slack", SecretString: "xoxb-test-token" }));
		secrets.destroy();

		let application: Application | undefined;
		const slack = slackWorkspace({ now: () => application?.host.now() ?? Date.now(), ...slackOptions });
		const server = await slackServer(slack);
		stops.push(() => server.stop());
		// Slack is reached by way of the host, so that a crash can come after any of its messages.
		const way = await forward({
			target: server.url,
			describe: ({ method, url = "" }) => ({ text: `slack ${url}`, effect: method === "POST" }),
			done: (call) => application?.host.outsideCall(`parapet-${place.stage}-notify`, call) ?? "answer",
		});
		stops.push(() => way.stop());

		const more =
			typeof config === "function" ? await (config as (secret: string, emulator: Emulator) => object)(secret ?? "", emulator) : config;
		const file = join(directory, "parapet.config.json");
		writeFileSync(
			file,
			JSON.stringify({
				accounts: place.members.map((account) => ({
					roleArn: `arn:aws:iam::${account}:role/parapet-scanner`,
					externalId: place.externalId,
				})),
				regions: place.regions,
				services: ["rds", "iam"],
				alerts: { targets: { security: { type: "slack", channel: "C0000001", token: { secret }, api: `${way.url}/api` } } },
				deploy: { eventAccounts: place.members },
				...more,
			}),
		);
		const template = await memberTemplate(file);
		const keys = new Map<string, MemberKeys>();
		for (const account of place.members) {
			const made = await emulator.user(
				"admin",
				{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
				account,
			);
			keys.set(account, made);
			await prepare(template, { endpoint, credentials: made });
		}
		const graph = await infraGraph({
			stage: place.stage,
			config: file,
			folder: join(directory, "bundles"),
			account: place.account,
			region: place.region,
		});
		application = await createApplication(graph, emulator, options);
		const made = application;
		stops.push(() => made.stop());

		const { sqs, sns } = application.clients;
		const queueArn = `arn:aws:sqs:${place.region}:${place.account}:listener`;
		const allow = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: queueArn };
		const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow] }) };
		const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "listener", Attributes }));
		const TopicArn = `arn:aws:sns:${place.region}:${place.account}:parapet-${place.stage}-findings`;
		await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn }));

		return {
			emulator,
			application,
			slack,
			member: (account, region) => ({ endpoint, region, credentials: keys.get(account) as MemberKeys }),
			heard: async () => {
				const heard: Notification[] = [];
				for (;;) {
					const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
					if (Messages.length === 0) return heard;
					for (const { Body = "", ReceiptHandle } of Messages) {
						heard.push(JSON.parse(Body) as Notification);
						await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
					}
				}
			},
			stop,
		};
	} catch (error) {
		await stop();
		rmSync(join(directory, "bundles"), { recursive: true, force: true });
		throw error;
	}
}
