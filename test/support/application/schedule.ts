import { randomUUID } from "node:crypto";
import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Emulator } from "../aws/emulator.ts";
import type { LambdaHost } from "./host.ts";
import type { Clients } from "./making.ts";
import { urlOf } from "./queues.ts";

/** Does what EventBridge Scheduler does when a schedule is due, with the schedule's role. Tells the ARN of the execution, if it starts one. */
export async function tick(
	name: string,
	clients: Clients,
	host: LambdaHost,
	emulator: Emulator,
	region: string,
): Promise<string | undefined> {
	const { Target, Arn = "", State } = await clients.scheduler.send(new GetScheduleCommand({ Name: name }));
	if (State === "DISABLED") throw new Error(`the schedule ${name} is disabled`);
	const context: Readonly<Record<string, string>> = {
		"aws.scheduler.schedule-arn": Arn,
		"aws.scheduler.scheduled-time": new Date().toISOString().replace(/\.\d+Z$/, "Z"),
		"aws.scheduler.execution-id": randomUUID(),
		"aws.scheduler.attempt-number": "1",
	};
	const input = (Target?.Input ?? "{}").replace(/<(aws\.scheduler\.[a-z-]+)>/g, (whole, key: string) => context[key] ?? whole);
	const arn = Target?.Arn ?? "";
	const states = async (stateMachineArn: string, text: string, executionName?: string) => {
		const credentials = await emulator.session(Target?.RoleArn ?? "");
		const sfn = new SFNClient({ endpoint: emulator.url, region, credentials });
		try {
			const started = new StartExecutionCommand({ stateMachineArn, input: text, name: executionName ?? randomUUID() });
			return (await sfn.send(started)).executionArn;
		} finally {
			sfn.destroy();
		}
	};
	if (arn.split(":")[2] === "states") return states(arn, input);
	if (arn.endsWith(":aws-sdk:sfn:startExecution")) {
		const { StateMachineArn, Input, Name } = JSON.parse(input) as { StateMachineArn: string; Input?: string; Name?: string };
		return states(StateMachineArn, Input ?? "{}", Name);
	}
	if (arn.split(":")[2] === "lambda") host.invokeLater(arn.split(":")[6] ?? "", JSON.parse(input));
	else if (arn.split(":")[2] === "sqs")
		await clients.sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(clients.sqs, arn), MessageBody: input }));
	else throw new Error(`the schedule ${name} has a target that is not in the emulator: ${arn}`);
	return undefined;
}
