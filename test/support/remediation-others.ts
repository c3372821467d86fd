import fc from "fast-check";
import { eksClusterAdminKnown } from "../../shared/remediations/eks/eks-cluster-admin-known.ts";
import { eksClusterEndpointRestricted } from "../../shared/remediations/eks/eks-cluster-endpoint-restricted.ts";
import { eksClusterLogs } from "../../shared/remediations/eks/eks-cluster-logs.ts";
import { eksClusterSecretsEncrypted } from "../../shared/remediations/eks/eks-cluster-secrets-encrypted.ts";
import { eksClusterVersion } from "../../shared/remediations/eks/eks-cluster-version.ts";
import { kmsKeyPolicyNotPublic } from "../../shared/remediations/kms/kms-key-policy-not-public.ts";
import { kmsKeyRotation } from "../../shared/remediations/kms/kms-key-rotation.ts";
import { kmsKeyUsable } from "../../shared/remediations/kms/kms-key-usable.ts";
import { accountTrailLogging } from "../../shared/remediations/logs/account-trail-logging.ts";
import { logGroupEncrypted } from "../../shared/remediations/logs/log-group-encrypted.ts";
import { logGroupRetention } from "../../shared/remediations/logs/log-group-retention.ts";
import { securityGroupDatabasePortClosed } from "../../shared/remediations/network/security-group-database-port-closed.ts";
import { parametersActions } from "../../shared/remediations/parameters/index.ts";
import { secretPolicyKnownAccounts } from "../../shared/remediations/secrets/secret-policy-known-accounts.ts";
import { secretPolicyNotPublic } from "../../shared/remediations/secrets/secret-policy-not-public.ts";
import { secretRotation } from "../../shared/remediations/secrets/secret-rotation.ts";
import { secretUnusedDeleted } from "../../shared/remediations/secrets/secret-unused-deleted.ts";
import { inputOf, oneOf, type RemediationCase, type State, targetOf } from "./remediation-cases.ts";

const account = "111122223333";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234`;
export const keyTarget = targetOf("kms.Key", keyArn, "alias/orders");
export const secretTarget = targetOf("secretsmanager.Secret", `arn:aws:secretsmanager:eu-west-1:${account}:secret:orders-AbCdEf`, "orders");
export const clusterTarget = targetOf("eks.Cluster", `arn:aws:eks:eu-west-1:${account}:cluster/prod`, "prod");
export const groupTarget = targetOf("ec2.SecurityGroup", `arn:aws:ec2:eu-west-1:${account}:security-group/sg-1`, "databases");
export const logTarget = targetOf(
	"logs.LogGroup",
	`arn:aws:logs:eu-west-1:${account}:log-group:/aws/rds/instance/orders/postgresql`,
	"/aws/rds/instance/orders/postgresql",
);
export const regionTarget = targetOf("aws.Region", `arn:aws:account:eu-west-1:${account}:region`, "eu-west-1");
export const instanceTarget = targetOf("rds.DbInstance", `arn:aws:rds:eu-west-1:${account}:db:orders`, "orders");
export const dbClusterTarget = targetOf("rds.DbCluster", `arn:aws:rds:eu-west-1:${account}:cluster:orders`, "orders");

const cidrs = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "10.0.0.0/8", "203.0.113.0/25", "198.51.100.7/32", "8.0.0.0/6"] as const;

const ingress = fc
	.record({
		protocol: oneOf("tcp", "tcp", "tcp", "udp", "-1"),
		ports: oneOf([5432, 5432], [5432, 5432], [5000, 6000], [443, 443], [0, 65_535]),
		cidr: oneOf(...cidrs),
		list: oneOf(false, false, false, true),
		description: oneOf(undefined, "from anywhere", "office"),
		tags: oneOf({}, { Owner: "payments" }),
	})
	.map(({ protocol, ports, cidr, list, description, tags }) => ({
		protocol,
		fromPort: protocol === "-1" ? -1 : ports[0],
		toPort: protocol === "-1" ? -1 : ports[1],
		source: list ? { kind: "prefixList", value: `pl-${cidr}` } : { kind: cidr.includes(":") ? "ipv6" : "ipv4", value: cidr },
		cidrs: [cidr],
		...(description === undefined ? {} : { description }),
		tags,
	}));
const place = ({ protocol, fromPort, toPort, source }: State): string => `${protocol} ${fromPort} ${toPort} ${source.value}`;

const group = fc
	.record({
		rules: fc.uniqueArray(ingress, { selector: place, maxLength: 6 }),
		databases: oneOf(
			[{ name: "orders", port: 5432 }],
			[{ name: "orders", port: 5432 }],
			[],
			[{ name: "new" }],
			[
				{ name: "a", port: 5432 },
				{ name: "b", port: 3306 },
			],
		),
		others: oneOf([], [], ["eni-1"]),
	})
	.map(({ rules, ...rest }) => ({
		groupId: "sg-1",
		name: "databases",
		owner: account,
		rules: rules.map((rule, index) => ({ ...rule, id: `sgr-${index}` })),
		...rest,
	}));

function applyIngress(state: State, call: Parameters<RemediationCase["apply"]>[1], before: State): State {
	const input = inputOf(call);
	if (call.api === "ec2:RevokeSecurityGroupIngress")
		return { ...state, rules: state.rules.filter(({ id }: State) => !input.SecurityGroupRuleIds.includes(id)) };
	const tags = Object.fromEntries((input.TagSpecifications?.[0].Tags ?? []).map(({ Key, Value }: State) => [Key, Value]));
	const added = input.IpPermissions.map((permission: State) => {
		const [range] = permission.IpRanges ?? permission.Ipv6Ranges ?? permission.PrefixListIds;
		const value = range.CidrIp ?? range.CidrIpv6 ?? range.PrefixListId;
		const was = before.rules.find(({ source }: State) => source.value === value);
		return {
			id: `sgr-new-${value}-${permission.IpProtocol}-${permission.FromPort}`,
			protocol: permission.IpProtocol,
			fromPort: permission.FromPort ?? -1,
			toPort: permission.ToPort ?? -1,
			source: was.source,
			cidrs: was.cidrs,
			...(range.Description === undefined ? {} : { description: range.Description }),
			tags,
		};
	});
	return { ...state, rules: [...state.rules, ...added] };
}

const keyBase = {
	arn: fc.constant(keyArn),
	state: oneOf(
		"Enabled",
		"Enabled",
		"Enabled",
		"Disabled",
		"PendingDeletion",
		"PendingReplicaDeletion",
		"Creating",
		"Updating",
		"PendingImport",
		"Unavailable",
	),
	manager: oneOf("CUSTOMER", "CUSTOMER", "CUSTOMER", "AWS"),
	spec: oneOf("SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT", "RSA_2048", "HMAC_256"),
	origin: oneOf("AWS_KMS", "AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM"),
};
const plainKey = {
	arn: fc.constant(keyArn),
	state: fc.constant("Enabled"),
	manager: fc.constant("CUSTOMER"),
	spec: fc.constant("SYMMETRIC_DEFAULT"),
	origin: fc.constant("AWS_KMS"),
};
/** Keys of every sort, half of them plain ones. */
const keyStates = (more: Record<string, fc.Arbitrary<unknown>>) =>
	fc.oneof(fc.record({ ...keyBase, ...more }), fc.record({ ...plainKey, ...more }));

const statements = [
	{ Sid: "Admin", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
	{ Sid: "Open", Effect: "Allow", Principal: "*", Action: ["kms:Decrypt"], Resource: "*" },
	{ Effect: "Allow", Principal: { AWS: ["*"] }, Action: "*", Resource: "*" },
	{
		Sid: "Via",
		Effect: "Allow",
		Principal: { AWS: "*" },
		Action: "kms:*",
		Resource: "*",
		Condition: { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } },
	},
	{
		Sid: "Own",
		Effect: "Allow",
		Principal: "*",
		Action: "kms:*",
		Resource: "*",
		Condition: { StringEquals: { "kms:CallerAccount": account } },
	},
	{ Sid: "Other", Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:role/app" }, Action: "kms:Decrypt", Resource: "*" },
	{ Sid: "Not", Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "kms:Decrypt", Resource: "*" },
	{ Sid: "Deny", Effect: "Deny", Principal: "*", Action: "kms:PutKeyPolicy", Resource: "*" },
] as const;
/** Policies of every sort, some with one statement that is no list, some that are none. */
const policies = fc.oneof(
	fc
		.subarray([...statements])
		.chain((picked) =>
			oneOf(
				JSON.stringify({ Version: "2012-10-17", Id: "p", Statement: picked }, null, 2),
				...(picked.length === 1 ? [JSON.stringify({ Statement: picked[0] })] : []),
			),
		),
	oneOf("{}", "not JSON"),
);

const secretBase = {
	arn: fc.constant(secretTarget.arn),
	name: fc.constant("orders"),
	scheduledForDeletion: oneOf(false, false, false, false, false, true),
};
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Without members that are undefined, as readings have it. */
const compact = (state: object): object => Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
const secretStates = (more: Record<string, fc.Arbitrary<unknown>>) =>
	fc
		.record({
			...secretBase,
			owner: oneOf(undefined, undefined, undefined, "rds"),
			primaryRegion: oneOf(undefined, undefined, undefined, "us-east-1"),
			...more,
		})
		.map(compact);

const clusterBase = {
	name: fc.constant("prod"),
	status: oneOf("ACTIVE", "ACTIVE", "ACTIVE", "UPDATING", "CREATING", "FAILED", "DELETING"),
	local: oneOf(false, false, false, true),
};

const entries = [
	{ principal: `arn:aws:iam::${account}:role/break-glass`, policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" },
	{ principal: `arn:aws:iam::${account}:role/ci`, policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy" },
	{ principal: `arn:aws:iam::${account}:role/ci`, policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" },
	{ principal: `arn:aws:iam::${account}:user/eve`, policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" },
];
const adminKey = ({ principal, policy }: State) => `${principal} ${policy}`;
const sortAdmins = (admins: State[]) => admins.toSorted((a, b) => (adminKey(a) < adminKey(b) ? -1 : 1));

const parameter = (name: string, values: readonly (string | undefined)[], more: object = {}) =>
	fc
		.record({
			value: oneOf(...values),
			source: oneOf("user", "system", "engine-default"),
			applyType: oneOf("dynamic", "dynamic", "static"),
			modifiable: oneOf(true, true, true, false),
		})
		.map((one) => compact({ name, ...one, source: one.value === undefined ? "engine-default" : one.source, ...more }));
const parameters = fc.record({
	log_connections: parameter("log_connections", ["0", "1", undefined], { allowed: "0,1" }),
	log_disconnections: parameter("log_disconnections", ["0", "1", undefined], { allowed: "0,1" }),
	log_replication_commands: parameter("log_replication_commands", ["0", "1", undefined], { allowed: "0,1" }),
	log_error_verbosity: parameter("log_error_verbosity", ["terse", "default", "verbose", undefined], { allowed: "terse,default,verbose" }),
	log_line_prefix: parameter("log_line_prefix", ["%m", "%t:%r:%u@%d:[%p]:", undefined]),
	"rds.log_retention_period": parameter("rds.log_retention_period", ["1440", "4320", "10080", undefined], { allowed: "1440-10080" }),
	log_statement: parameter("log_statement", ["none", "ddl", "all", undefined], { allowed: "none,ddl,mod,all" }),
	log_min_duration_statement: parameter("log_min_duration_statement", ["-1", "100", "60000", undefined], { allowed: "-1-2147483647" }),
	log_output: parameter("log_output", ["TABLE", "FILE", "NONE", undefined], { allowed: "TABLE,FILE,NONE" }),
	slow_query_log: parameter("slow_query_log", ["0", "1", undefined], { allowed: "0,1" }),
	"rds.force_ssl": parameter("rds.force_ssl", ["0", "1", undefined], { allowed: "0,1" }),
	require_secure_transport: parameter("require_secure_transport", ["OFF", "ON", undefined], { allowed: "ON,OFF" }),
	shared_preload_libraries: parameter("shared_preload_libraries", [
		"pg_stat_statements",
		"pg_stat_statements,pg_cron",
		"pgaudit",
		undefined,
	]),
	"pgaudit.log": parameter("pgaudit.log", ["none", "read,write", "ddl,role", undefined]),
	server_audit_logging: parameter("server_audit_logging", ["0", "1", undefined], { allowed: "0,1" }),
	server_audit_events: parameter("server_audit_events", ["", "CONNECT", undefined]),
});
const auroraMysql = ["aurora-mysql", "8.0.mysql_aurora.3.08.0"] as const;
const auroraPostgres = ["aurora-postgresql", "15.4"] as const;
const engines: readonly (readonly [string, string])[] = [
	["postgres", "16.4"],
	["mysql", "8.0.40"],
	auroraMysql,
	auroraPostgres,
	["sqlserver-se", "16.00.4165.4.v1"],
	["custom-oracle-ee", "19"],
];
const hindrances = fc.record({
	status: oneOf("available", "modifying", "stopped"),
	mode: oneOf("provisioned", "serverless"),
	groupName: oneOf("orders", "default.postgres16"),
	groupStatus: oneOf("in-sync", "pending-reboot", "applying"),
	memberOf: oneOf(undefined, "main"),
});
const unhindered = fc.constant({
	status: "available",
	mode: "provisioned",
	groupName: "orders",
	groupStatus: "in-sync",
	memberOf: undefined,
});
/** Servers of all engines, half of them of one that the action is about and with nothing in its way. */
const parameterStates = (id: string) =>
	fc
		.tuple(
			fc.oneof(
				fc.tuple(oneOf(...engines), hindrances),
				fc.tuple(
					oneOf(...engines.filter(([engine]) => engine.endsWith(/audit-logging|output|slow/.test(id) ? "mysql" : "postgres"))),
					unhindered,
				),
				fc.tuple(fc.constant(/audit-logging/.test(id) ? auroraMysql : auroraPostgres), unhindered),
			),
			parameters,
			oneOf([], [], ["billing"]),
		)
		.map(([[[engine, engineVersion], { status, mode, groupName, groupStatus, memberOf }], set, sharedWith]) => {
			const cluster = engine.startsWith("aurora") && memberOf === undefined;
			return compact({
				server: { name: "orders", engine, engineVersion, status, ...(cluster ? { mode } : {}) },
				memberOf,
				group: cluster ? { name: groupName, level: "cluster" } : { name: groupName, level: "instance", status: groupStatus },
				parameters: set,
				sharedWith,
				members: [],
			});
		});
function applyParameters(state: State, call: Parameters<RemediationCase["apply"]>[1], before: State): State {
	const input = inputOf(call);
	const changed = Object.fromEntries(
		input.Parameters.map(({ ParameterName: name, ParameterValue: value }: State) => {
			const { value: _, ...bare } = state.parameters[name];
			if (value !== undefined) return [name, { ...bare, value, source: "user" }];
			// A reset gives back what a group has that nobody touched.
			return [name, before.parameters[name].source === "user" ? { ...bare, source: "engine-default" } : before.parameters[name]];
		}),
	);
	return { ...state, parameters: { ...state.parameters, ...changed } };
}

const aliases = oneOf({ "alias/parapet": "key-1" }, { "alias/parapet": "key-1" }, {});
const ownTrail = (name: string) => `arn:aws:cloudtrail:eu-west-1:${account}:trail/${name}`;

/** Every action outside of RDS itself, with what its calls do. */
export const otherCases: readonly RemediationCase[] = [
	{ action: securityGroupDatabasePortClosed, target: groupTarget, states: group, apply: applyIngress },
	{
		action: kmsKeyRotation,
		target: keyTarget,
		states: keyStates({
			rotates: optional(fc.boolean()),
			primary: oneOf(undefined, undefined, "arn:aws:kms:us-east-1:111122223333:key/mrk-1"),
		}).map(compact),
		apply: (state, { api }) => ({ ...state, rotates: api === "kms:EnableKeyRotation" }),
	},
	{
		action: kmsKeyUsable,
		target: keyTarget,
		states: keyStates({ databases: oneOf([], ["orders"]) }),
		apply: (state, { api }) => ({ ...state, state: api === "kms:EnableKey" ? "Enabled" : "Disabled" }),
	},
	{
		action: kmsKeyPolicyNotPublic,
		target: keyTarget,
		states: keyStates({ policy: policies }),
		apply: (state, call) => ({ ...state, policy: inputOf(call).Policy }),
	},
	{
		action: secretPolicyKnownAccounts,
		target: secretTarget,
		states: secretStates({ policy: fc.oneof(policies, fc.constant(null)) }),
		apply: (state, call) => ({ ...state, policy: inputOf(call).ResourcePolicy ?? null }),
	},
	{
		action: secretPolicyNotPublic,
		target: secretTarget,
		states: secretStates({ policy: fc.oneof(policies, fc.constant(null)) }),
		apply: (state, call) => ({ ...state, policy: inputOf(call).ResourcePolicy ?? null }),
	},
	{
		action: secretRotation,
		target: secretTarget,
		states: secretStates({
			rotates: fc.boolean(),
			rotationFunction: optional(
				oneOf("arn:aws:lambda:eu-west-1:111122223333:function:old", "arn:aws:lambda:eu-west-1:111122223333:function:rotate"),
			),
			rules: optional(oneOf({ AutomaticallyAfterDays: 7 }, { ScheduleExpression: "rate(10 days)", Duration: "2h" })),
		}),
		apply: (state, call) =>
			call.api === "secretsmanager:RotateSecret"
				? { ...state, rotates: true, rotationFunction: inputOf(call).RotationLambdaARN, rules: inputOf(call).RotationRules }
				: { ...state, rotates: false },
	},
	{
		action: secretUnusedDeleted,
		target: secretTarget,
		states: secretStates({ idleDays: optional(oneOf(0, 90, 91, 400)), everRead: fc.boolean(), replicas: oneOf([], [], ["us-east-1"]) }),
		apply: (state, { api }) => ({ ...state, scheduledForDeletion: api === "secretsmanager:DeleteSecret" }),
	},
	{
		action: eksClusterLogs,
		target: clusterTarget,
		states: fc.record({ ...clusterBase, logTypes: fc.subarray(["api", "audit", "authenticator", "controllerManager", "scheduler"]) }),
		apply: (state, call) => {
			const [{ types, enabled }] = inputOf(call).logging.clusterLogging;
			const others = state.logTypes.filter((type: string) => !types.includes(type));
			return { ...state, logTypes: enabled ? [...others, ...types].sort() : others };
		},
	},
	{
		action: eksClusterEndpointRestricted,
		target: clusterTarget,
		states: fc.record({
			...clusterBase,
			endpointPublic: fc.boolean(),
			endpointPrivate: fc.boolean(),
			publicCidrs: fc.subarray(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "198.51.100.0/24", "::/0"]).map((all) => all.toSorted()),
			ipv6: fc.boolean(),
		}),
		apply: (state, call) => {
			const { publicAccessCidrs, endpointPrivateAccess } = inputOf(call).resourcesVpcConfig;
			return {
				...state,
				publicCidrs: publicAccessCidrs ?? state.publicCidrs,
				endpointPrivate: endpointPrivateAccess ?? state.endpointPrivate,
			};
		},
	},
	{
		action: eksClusterSecretsEncrypted,
		target: clusterTarget,
		states: fc.oneof(
			fc.record({ ...clusterBase, encryptedResources: fc.constant([]), key: fc.constant(null), aliases }),
			fc.record({ ...clusterBase, encryptedResources: fc.constant(["secrets"]), key: fc.constant(keyArn), aliases }),
		),
		apply: (state, call) => {
			const [{ resources, provider }] = inputOf(call).encryptionConfig;
			return { ...state, encryptedResources: resources, key: provider.keyArn };
		},
	},
	{
		action: eksClusterVersion,
		target: clusterTarget,
		states: fc.record({
			...clusterBase,
			version: oneOf("1.32", "1.32", "1.32", "1.32", "1.32", "1.32", "1.30", "1.31", "1.33", "1.99", "x"),
			support: fc.constant({ "1.30": "UNSUPPORTED", "1.31": "EXTENDED_SUPPORT", "1.32": "EXTENDED_SUPPORT", "1.33": "STANDARD_SUPPORT" }),
			nodeGroups: oneOf({}, {}, { a: "1.32" }, { a: "1.31" }),
			blockers: oneOf([], [], ["Deprecated APIs removed"]),
		}),
		apply: (state, call) => ({ ...state, version: inputOf(call).version }),
	},
	{
		action: eksClusterAdminKnown,
		target: clusterTarget,
		states: fc.record({
			...clusterBase,
			authenticationMode: oneOf("API", "API_AND_CONFIG_MAP", "CONFIG_MAP"),
			admins: fc.subarray(entries).map(sortAdmins),
		}),
		apply: (state, call) => {
			const { principalArn: principal, policyArn: policy } = inputOf(call);
			const others = state.admins.filter((admin: State) => adminKey(admin) !== adminKey({ principal, policy }));
			return { ...state, admins: call.api === "eks:AssociateAccessPolicy" ? sortAdmins([...others, { principal, policy }]) : others };
		},
	},
	{
		action: logGroupRetention,
		target: logTarget,
		states: fc
			.record({
				name: fc.constant(logTarget.name),
				retentionDays: optional(oneOf(1, 7, 180, 365, 3653)),
				logClass: oneOf(undefined, "STANDARD", "DELIVERY"),
			})
			.map(compact),
		apply: (state, call) => ({ ...state, retentionDays: inputOf(call).retentionInDays }),
	},
	{
		action: logGroupEncrypted,
		target: logTarget,
		states: fc
			.record({
				name: fc.constant(logTarget.name),
				kmsKey: optional(fc.constant(keyArn)),
				logClass: oneOf(undefined, "STANDARD", "DELIVERY"),
				aliases,
			})
			.map(compact),
		apply: (state, call) => {
			const { kmsKey: _, ...bare } = state;
			return call.api === "logs:AssociateKmsKey" ? { ...bare, kmsKey: inputOf(call).kmsKeyId } : bare;
		},
	},
	{
		action: accountTrailLogging,
		target: regionTarget,
		states: fc.record({
			trails: fc
				.subarray(["a", "b", "c"])
				.chain((names) => fc.tuple(...names.map((name) => fc.boolean().map((logging) => ({ arn: ownTrail(name), logging }))))),
			elsewhere: oneOf([], ["arn:aws:cloudtrail:us-east-1:444455556666:trail/organisation"]),
		}),
		apply: (state, call) => ({
			...state,
			trails: state.trails.map((trail: State) => (trail.arn === inputOf(call).Name ? { ...trail, logging: true } : trail)),
		}),
	},
	...parametersActions.map(
		(action): RemediationCase => ({
			action,
			target: action.kinds.includes("rds.DbInstance") ? instanceTarget : dbClusterTarget,
			states: parameterStates(action.id),
			apply: applyParameters,
		}),
	),
];
