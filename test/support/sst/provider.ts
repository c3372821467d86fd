import { policyDocument } from "./policy-document.ts";

type Properties = Record<string, unknown>;

/** Where the program would be deployed. */
export interface Place {
	readonly account: string;
	readonly region: string;
}

/** Types whose physical id is one of their properties; any other id is a placeholder. */
const idProperty: Readonly<Record<string, string>> = {
	"aws:cloudwatch/eventRule:EventRule": "name",
	"aws:cloudwatch/logGroup:LogGroup": "name",
	"aws:dynamodb/table:Table": "name",
	"aws:iam/policy:Policy": "arn",
	"aws:iam/role:Role": "name",
	"aws:kms/alias:Alias": "name",
	"aws:kms/key:Key": "keyId",
	"aws:lambda/function:Function": "name",
	"aws:s3/bucket:Bucket": "bucket",
	"aws:secretsmanager/secret:Secret": "arn",
	"aws:sfn/stateMachine:StateMachine": "arn",
	"aws:sns/topic:Topic": "arn",
	"aws:sns/topicSubscription:TopicSubscription": "arn",
	"aws:sqs/queue:Queue": "url",
};

/** Properties that the provider chooses when the program does not. */
const chosen = ["name", "bucket"];

export const placeholder = (name: string, property: string): string => `{{${name}.${property}}}`;

/** What a resource class says of its properties: those only the provider knows, and all. */
export interface Shape {
	readonly outputs: readonly string[];
	readonly properties: ReadonlySet<string>;
}

/** Reads the shape off the generated source of a resource class: Pulumi marks there what comes out only. */
export function shapeOf(source: string): Shape {
	const assigned = [...source.matchAll(/resourceInputs\["(\w+)"\] = (undefined \/\*out\*\/)?/g)];
	return {
		outputs: [...new Set(assigned.filter(([, , out]) => out).map(([, name]) => name as string))],
		properties: new Set(assigned.map(([, name]) => name as string)),
	};
}

/** The state of a resource once it exists: what was asked for, and a placeholder for all that only the provider knows. */
export function created(type: string, name: string, inputs: Properties, shape: Shape | undefined): { id: string; state: Properties } {
	const state = { ...inputs };
	for (const output of shape?.outputs ?? []) state[output] = output === "tagsAll" ? (inputs.tags ?? {}) : placeholder(name, output);
	for (const property of chosen)
		if (shape?.properties.has(property) && state[property] === undefined) state[property] = placeholder(name, property);
	const id = state[idProperty[type] ?? ""];
	return { id: typeof id === "string" ? id : placeholder(name, "id"), state };
}

/** Answers a function of a provider, as it would answer in that place. */
export function lookUp(token: string, inputs: Properties, { account, region }: Place): Properties {
	switch (token) {
		case "aws:index/getCallerIdentity:getCallerIdentity":
			return { id: account, accountId: account, arn: `arn:aws:iam::${account}:user/deployer`, userId: "AIDADEPLOYER" };
		case "aws:index/getRegion:getRegion":
			return { id: region, region, name: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
		case "aws:index/getPartition:getPartition":
			return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
		case "aws:index/getAvailabilityZones:getAvailabilityZones":
			return { id: region, names: ["a", "b", "c"].map((zone) => region + zone), zoneIds: [], groupNames: [region] };
		case "aws:iam/getPolicyDocument:getPolicyDocument": {
			const json = policyDocument(inputs);
			return { ...inputs, id: "policy", json, minifiedJson: json };
		}
		default:
			throw new Error(`The offline harness has no answer to ${token} (test/support/sst/provider.ts): ${JSON.stringify(inputs)}`);
	}
}
