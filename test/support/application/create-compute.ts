import { AttachRolePolicyCommand, CreatePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import type { Creator } from "./creators.ts";
import type { Clients } from "./making.ts";

const text = (policy: unknown) => (typeof policy === "string" ? policy : JSON.stringify(policy));

/** Policies of AWS that functions get: what they allow, for the roles that have them. */
const managed: Readonly<Record<string, readonly string[]>> = {
	AWSLambdaBasicExecutionRole: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
};

async function attach({ iam }: Clients, role: string, arn: string): Promise<void> {
	const name = arn.split("/").at(-1) ?? "";
	const actions = managed[name];
	// The emulator does not have AWS's own policies.
	if (arn.includes(":iam::aws:policy/") && actions) {
		const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
		await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: JSON.stringify(document) }));
	} else await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: arn }));
}

const nameIn = (reference: string) => (reference.startsWith("arn:") ? (reference.split(":")[6] ?? "") : (reference.split(":")[0] ?? ""));

/** Roles, functions and the state machine. */
export const compute: Readonly<Record<string, Creator>> = {
	"aws:iam/role:Role": async ({ clients }, inputs) => {
		const { Role } = await clients.iam.send(
			new CreateRoleCommand({ RoleName: inputs.name, AssumeRolePolicyDocument: text(inputs.assumeRolePolicy), Path: inputs.path }),
		);
		for (const { name, policy } of inputs.inlinePolicies ?? [])
			if (policy)
				await clients.iam.send(new PutRolePolicyCommand({ RoleName: inputs.name, PolicyName: name, PolicyDocument: text(policy) }));
		for (const arn of inputs.managedPolicyArns ?? []) await attach(clients, inputs.name, arn);
		return { name: inputs.name, id: inputs.name, arn: Role?.Arn, uniqueId: Role?.RoleId };
	},
	"aws:iam/rolePolicy:RolePolicy": async ({ clients }, inputs, { name }) => {
		const PolicyName = inputs.name ?? name;
		await clients.iam.send(new PutRolePolicyCommand({ RoleName: inputs.role, PolicyName, PolicyDocument: text(inputs.policy) }));
		return { name: PolicyName, id: `${inputs.role}:${PolicyName}` };
	},
	"aws:iam/policy:Policy": async ({ clients }, inputs) => {
		const { Policy } = await clients.iam.send(new CreatePolicyCommand({ PolicyName: inputs.name, PolicyDocument: text(inputs.policy) }));
		return { name: inputs.name, arn: Policy?.Arn, id: Policy?.Arn };
	},
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment": async ({ clients }, { role, policyArn }) => {
		await attach(clients, role, policyArn);
		return { id: `${role}/${policyArn}` };
	},
	"aws:lambda/function:Function": async (making, inputs, resource) => {
		const { host, account, region, bySource } = making;
		const { file, handler, source } = making.bundleOf(resource);
		const arn = `arn:aws:lambda:${region}:${account}:function:${inputs.name}`;
		const deadLetters = inputs.deadLetterConfig?.targetArn;
		const reserved = inputs.reservedConcurrentExecutions;
		bySource.set(source, inputs.name);
		host.add({
			name: inputs.name,
			arn,
			role: inputs.role,
			file,
			handler,
			variables: inputs.environment?.variables ?? {},
			timeoutMs: (inputs.timeout ?? 3) * 1000,
			memoryMb: inputs.memorySize ?? 128,
			...(typeof reserved === "number" && reserved >= 0 ? { reserved } : {}),
			...(deadLetters ? { deadLetters } : {}),
		});
		return { name: inputs.name, id: inputs.name, arn, qualifiedArn: `${arn}:$LATEST`, invokeArn: arn, version: "$LATEST" };
	},
	"aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": async ({ host }, inputs) => {
		const deadLetters = inputs.destinationConfig?.onFailure?.destination;
		host.asynchronous(nameIn(inputs.functionName), {
			...(inputs.maximumRetryAttempts === undefined ? {} : { retries: inputs.maximumRetryAttempts }),
			...(deadLetters ? { deadLetters } : {}),
		});
		return { id: inputs.functionName };
	},
	"aws:lambda/functionUrl:FunctionUrl": async ({ host }, { functionName }) => ({
		functionUrl: `${host.url}/url/${nameIn(functionName)}/`,
		urlId: nameIn(functionName),
		id: functionName,
	}),
	"aws:lambda/eventSourceMapping:EventSourceMapping": async ({ mappings, host, visibility }, inputs, { name }) => {
		if (inputs.filterCriteria) throw new Error(`${name}: filters of event source mappings are not in the emulator`);
		const functionName = nameIn(inputs.functionName);
		const hosted = host.functions().find((each) => each.name === functionName);
		const visible = visibility.get(inputs.eventSourceArn);
		// Lambda refuses such a mapping.
		if (hosted && visible !== undefined && visible * 1000 < hosted.timeoutMs)
			throw new Error(`${name}: the queue's visibility timeout, ${visible} s, is less than the function's, ${hosted.timeoutMs / 1000} s`);
		if ((inputs.batchSize ?? 10) > 10 && !inputs.maximumBatchingWindowInSeconds)
			throw new Error(`${name}: a batch of more than 10 needs a batching window`);
		mappings.push({
			queueArn: inputs.eventSourceArn,
			functionName,
			batchSize: inputs.batchSize ?? 10,
			windowSeconds: inputs.maximumBatchingWindowInSeconds ?? 0,
			partialResponses: (inputs.functionResponseTypes ?? []).includes("ReportBatchItemFailures"),
			...(inputs.scalingConfig ? { maximumConcurrency: inputs.scalingConfig.maximumConcurrency } : {}),
		});
		return { id: name, uuid: name };
	},
	"aws:sfn/stateMachine:StateMachine": async ({ clients }, { name, definition, roleArn }) => {
		const made = await clients.sfn.send(new CreateStateMachineCommand({ name, definition, roleArn, type: "STANDARD" }));
		return { name, arn: made.stateMachineArn, id: made.stateMachineArn };
	},
};
