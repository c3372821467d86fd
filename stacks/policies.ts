import { dnsSuffix } from "../shared/aws/partitions.ts";
import type { Grant, GrantTarget } from "../shared/runtime/app/grants.ts";
import type { Names } from "./names.ts";

/** A statement of an IAM policy. */
export interface Statement {
	readonly Sid: string;
	readonly Effect: "Allow" | "Deny";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
	readonly Version: "2012-10-17";
	readonly Statement: readonly Statement[];
}

export type Feature = NonNullable<Grant["when"]>;

/** What the configuration says that grants are about; a list that is empty grants nothing. */
export interface Subjects {
	readonly names: Names;
	/** ARN of the deployment's key. */
	readonly key: string;
	readonly features: ReadonlySet<Feature>;
	readonly memberRoles: readonly string[];
	readonly alertSecrets: readonly string[];
	/** What answering Slack needs: the signing secret and the tokens of bots. */
	readonly slackSecrets: readonly string[];
	readonly databaseSecrets: readonly string[];
	/** ARNs of the clusters that are read from inside. */
	readonly clusters: readonly string[];
	/** Names of the database users that log in with IAM. */
	readonly databaseUsers: readonly string[];
	/** Roles that repairs are made with. */
	readonly repairRoles: readonly string[];
	/** Topics of the user's own. */
	readonly alertTopics: readonly string[];
	/** Of the rotation function, when there is one. */
	readonly rotation?:
		| { readonly tag: { readonly key: string; readonly value: string }; readonly superusers: readonly string[] }
		| undefined;
	readonly lake?: { readonly objects: string; readonly role?: string | undefined } | undefined;
}

/** `kms:ViaService` of services in this region. */
export function viaServices({ place: { partition, region } }: Names, ...services: readonly string[]): string[] {
	return services.map((service) => `${service}.${region}.${dnsSuffix(partition)}`);
}

/** An ARN of a secret may leave out the six characters that Secrets Manager appends. */
const secretArns = (secrets: readonly string[]): string[] => secrets.map((arn) => (/-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-??????`));

function resourcesOf(target: GrantTarget, subjects: Subjects): readonly string[] {
	const { names } = subjects;
	const { partition, account } = names.place;
	switch (target) {
		case "key":
			return [subjects.key];
		case "topic:findings":
			return [names.arn("sns", names.topic("findings"))];
		case "topic:system":
			return [names.arn("sns", names.topic("system"))];
		case "queue:changes":
			return [names.arn("sqs", names.queue("changes"))];
		case "queue:notify":
			return [names.arn("sqs", names.queue("notify"))];
		case "queue:sync":
			return [names.arn("sqs", names.queue("sync"))];
		case "queue:repairs":
			return [names.arn("sqs", names.queue("repairs"))];
		case "roles:repairs":
			return subjects.repairRoles;
		case "machine:scan":
			return [names.arn("states", `stateMachine:${names.machine}`)];
		case "bus:events":
			return [names.arn("events", `event-bus/${names.bus}`)];
		case "secrets:alerts":
			return secretArns(subjects.alertSecrets);
		case "secrets:slack":
			return secretArns(subjects.slackSecrets);
		case "secrets:databases":
			return secretArns(subjects.databaseSecrets);
		case "clusters:scanned":
			// Those of other accounts are found by their roles.
			return subjects.clusters.filter((arn) => arn.split(":")[4] === account);
		case "secrets:tagged":
		case "secrets:rotated":
			return subjects.rotation ? [names.arn("secretsmanager", "secret:*")] : [];
		case "secrets:superusers":
			return secretArns(subjects.rotation?.superusers ?? []);
		case "users:databases":
			return subjects.databaseUsers.map((user) => `arn:${partition}:rds-db:*:*:dbuser:*/${user}`);
		case "topics:alerts":
			return subjects.alertTopics;
		case "roles:members":
			return subjects.memberRoles;
		case "securityhub:product":
			return [`arn:${partition}:securityhub:*:${account}:product/${account}/default`];
		case "bucket:lake":
			return subjects.lake && !subjects.lake.role ? [subjects.lake.objects] : [];
		case "role:lake":
			return subjects.lake?.role ? [subjects.lake.role] : [];
		case "*":
			return ["*"];
		default: {
			const [, bucket, prefix] = /^(evidence|state)\/(.+)$/.exec(target) ?? [];
			if (bucket !== "evidence" && bucket !== "state") throw new Error(`Nothing is known of the grant on ${target}.`);
			return [`${names.bucketArn(names.buckets[bucket])}/${prefix}*`];
		}
	}
}

/** What secrets must be like that a grant does not name. */
function conditionOf(target: GrantTarget | undefined, { names, rotation }: Subjects): Pick<Statement, "Condition"> {
	if (!rotation || (target !== "secrets:tagged" && target !== "secrets:rotated")) return {};
	const tagged = { [`secretsmanager:ResourceTag/${rotation.tag.key}`]: [rotation.tag.value] };
	const set = { "secretsmanager:resource/AllowRotationLambdaArn": [names.arn("lambda", `function:${names.function("rotate-secret")}`)] };
	return { Condition: { StringEquals: target === "secrets:tagged" ? tagged : { ...tagged, ...set } } };
}

const listing = /^(evidence|state):(.+)$/;

/** The statements of grants: exactly their actions on exactly what they name. Throws for a grant that names actions or resources too widely. */
export function statementsOf(grants: readonly Grant[], subjects: Subjects): Statement[] {
	return grants.flatMap((grant): Statement[] => {
		const { id, actions, on, why, when } = grant;
		if (when !== undefined && !subjects.features.has(when)) return [];
		if (!/^[A-Za-z0-9]+$/.test(id)) throw new Error(`The grant "${id}" cannot name a statement: letters and digits only.`);
		const wide = actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
		if (wide.length > 0) throw new Error(`The grant ${id} has actions that are none of IAM's by name: ${wide.join(", ")}.`);
		if (on.includes("*") && !why) throw new Error(`The grant ${id} is on everything and does not say why.`);
		if (on.length > 1 && on.some((target) => target === "secrets:tagged" || target === "secrets:rotated"))
			throw new Error(`The grant ${id} is on secrets by their tags, and on something else.`);
		const key = on.filter((target) => target === "key");
		const lists = on.filter((target) => listing.test(target));
		const resources = on.filter((target) => target !== "key" && !listing.test(target)).flatMap((target) => resourcesOf(target, subjects));
		const kinds = [key.length > 0, lists.length > 0, resources.length > 0].filter(Boolean).length;
		const sid = (kind: string) => (kinds > 1 ? `${id}${kind}` : id);
		return [
			...(resources.length > 0
				? [
						{
							Sid: sid("Things"),
							Effect: "Allow" as const,
							Action: actions,
							Resource: [...new Set(resources)],
							...conditionOf(on[0], subjects),
						},
					]
				: []),
			...(["evidence", "state"] as const).flatMap((bucket): Statement[] => {
				const prefixes = lists.flatMap((target) => (target.startsWith(`${bucket}:`) ? [`${target.slice(bucket.length + 1)}*`] : []));
				if (prefixes.length === 0) return [];
				return [
					{
						Sid: `${sid("Lists")}In${bucket === "state" ? "State" : "Evidence"}`,
						Effect: "Allow",
						Action: actions,
						Resource: [subjects.names.bucketArn(subjects.names.buckets[bucket])],
						// S3 asks this too before it says of an object that there is none; the prefix is then its key.
						Condition: { StringLike: { "s3:prefix": prefixes } },
					},
				];
			}),
			...(key.length > 0
				? [
						{
							Sid: sid("Key"),
							Effect: "Allow" as const,
							Action: actions,
							Resource: [subjects.key],
							// By way of the services that keep what the function reads and writes, never by itself.
							Condition: { StringEquals: { "kms:ViaService": viaServices(subjects.names, "s3", "sqs", "sns") } },
						},
					]
				: []),
		];
	});
}

/** Secrets may be encrypted with keys of the user's own: they are used through Secrets Manager, for these secrets alone. */
export function secretKeyStatement(grants: readonly Grant[], subjects: Subjects): Statement[] {
	const used = grants.filter(
		({ when, on }) => (when === undefined || subjects.features.has(when)) && on.some((target) => target.startsWith("secrets:")),
	);
	const secrets = [
		...new Set(
			used.flatMap(({ on }) => on.filter((target) => target.startsWith("secrets:")).flatMap((target) => resourcesOf(target, subjects))),
		),
	];
	if (secrets.length === 0) return [];
	const regions = [...new Set(secrets.map((arn) => arn.split(":")[3] ?? ""))];
	const { partition, account } = subjects.names.place;
	return [
		{
			Sid: "DecryptSecrets",
			Effect: "Allow",
			Action: used.some(({ on }) => on.includes("secrets:rotated")) ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
			Resource: regions.map((region) => `arn:${partition}:kms:${region}:${account}:key/*`),
			Condition: {
				StringLike: { "kms:EncryptionContext:SecretARN": secrets },
				StringEquals: {
					"kms:ViaService": regions.map((region) => `secretsmanager.${region}.${dnsSuffix(partition)}`),
				},
			},
		},
	];
}

/** What every function may beside its grants. */
export interface Surroundings {
	readonly names: Names;
	/** ARN of the deployment's key. */
	readonly key: string;
	readonly functionName: string;
	readonly tracing: boolean;
	/** The queue whose messages it takes. */
	readonly queue?: string | undefined;
	/** The queue that keeps what it failed on, for functions that are called without anybody waiting. */
	readonly failures?: string | undefined;
	readonly inVpc: boolean;
}

/** Logs, traces, the queue that feeds it, and network interfaces: what Lambda itself does in the name of a function. */
export function surroundingStatements({ names, key, functionName, tracing, queue, failures, inVpc }: Surroundings): Statement[] {
	const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
		Sid,
		Effect: "Allow",
		Action,
		Resource,
	});
	return [
		// The group is there; its streams and their lines are the function's.
		allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [names.arn("logs", `log-group:/aws/lambda/${functionName}:*`)]),
		...(tracing ? [allow("TraceHasNoResource", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"])] : []),
		...(queue === undefined
			? []
			: [
					allow(
						"TakeMessages",
						["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
						[names.arn("sqs", queue)],
					),
				]),
		...(failures === undefined
			? []
			: [
					allow("KeepFailures", ["sqs:SendMessage"], [names.arn("sqs", failures)]),
					{
						...allow("EncryptFailures", ["kms:Decrypt", "kms:GenerateDataKey"], [key]),
						Condition: { StringEquals: { "kms:ViaService": viaServices(names, "sqs") } },
					},
				]),
		...(inVpc ? vpcStatements(names, functionName) : []),
	];
}

const interfaceActions = [
	"ec2:CreateNetworkInterface",
	"ec2:DescribeNetworkInterfaces",
	"ec2:DescribeSubnets",
	"ec2:DeleteNetworkInterface",
	"ec2:AssignPrivateIpAddresses",
	"ec2:UnassignPrivateIpAddresses",
];

/** Lambda makes network interfaces in the name of the function, and asks for everything; the function's own code is denied them. */
const vpcStatements = (names: Names, functionName: string): Statement[] => [
	{ Sid: "NetworkInterfacesOfLambda", Effect: "Allow", Action: interfaceActions, Resource: ["*"] },
	{
		Sid: "NoNetworkInterfacesByCode",
		Effect: "Deny",
		Action: interfaceActions,
		Resource: ["*"],
		Condition: { ArnEquals: { "lambda:SourceFunctionArn": [names.arn("lambda", `function:${functionName}`)] } },
	},
];

/** Statements as a policy; two of one name are a mistake. */
export function policyOf(statements: readonly Statement[]): PolicyDocument {
	const sids = statements.map(({ Sid }) => Sid);
	const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
	if (twice) throw new Error(`Two statements are called ${twice}.`);
	return { Version: "2012-10-17", Statement: statements };
}

/** Who may take on a role: a service of AWS, for this account alone where the service says for whom it acts. */
export const trustOf = (names: Names, service: string, sourceArn?: string | readonly string[]): string =>
	JSON.stringify({
		Version: "2012-10-17",
		Statement: [
			{
				Effect: "Allow",
				Principal: { Service: service },
				Action: "sts:AssumeRole",
				...(sourceArn === undefined
					? {}
					: { Condition: { StringEquals: { "aws:SourceAccount": names.place.account }, ArnLike: { "aws:SourceArn": sourceArn } } }),
			},
		],
	});
