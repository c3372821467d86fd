import { describe, expect, it } from "vitest";
import type { Action, RepairTarget } from "../../../shared/remediations/action.ts";
import { allowsValue } from "../../../shared/remediations/parameters/allowed-values.ts";
import { parametersActions } from "../../../shared/remediations/parameters/index.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { dbClusterTarget, instanceTarget } from "../../support/remediation-others.ts";

const actionOf = (id: string): Action => {
	const found = parametersActions.find((action) => action.id === `rds-parameter-group-${id}`);
	if (!found) throw new Error(`There is no ${id}.`);
	return found;
};
const parameter = (ParameterName: string, ParameterValue: string | undefined, more: object = {}) => ({
	ParameterName,
	ParameterValue,
	Source: ParameterValue === undefined ? "engine-default" : "user",
	ApplyType: "dynamic",
	IsModifiable: true,
	...more,
});
const instance = (changed: object = {}) => ({
	DBInstanceIdentifier: "orders",
	DBInstanceArn: instanceTarget.arn,
	Engine: "postgres",
	EngineVersion: "16.4",
	DBInstanceStatus: "available",
	DBParameterGroups: [{ DBParameterGroupName: "orders", ParameterApplyStatus: "in-sync" }],
	...changed,
});
const cluster = (changed: object = {}) => ({
	DBClusterIdentifier: "orders",
	DBClusterArn: dbClusterTarget.arn,
	Engine: "aurora-postgresql",
	EngineVersion: "15.4",
	EngineMode: "provisioned",
	Status: "available",
	DBClusterParameterGroup: "orders-cluster",
	...changed,
});
interface Estate {
	readonly instances?: object[];
	readonly clusters?: object[];
	readonly own?: object[];
	readonly more?: Record<string, Answer>;
}
/** One parameter a page, so that what is on later pages counts (M11). */
const pages = (parameters: readonly object[]) =>
	paged(
		"Parameters",
		parameters.map((one) => [one]),
	);
const table = (
	parameters: object[],
	{ instances = [instance()], clusters = [], own = [], more = {} }: Estate = {},
): Record<string, Answer> => ({
	"rds:DescribeDBInstances": paged(
		"DBInstances",
		instances.map((one) => [one]),
	),
	"rds:DescribeDBClusters": paged(
		"DBClusters",
		clusters.map((one) => [one]),
	),
	"rds:DescribeDBParameters": (input) => pages(input.Source === "user" ? own : parameters)(input),
	"rds:DescribeDBClusterParameters": pages(parameters),
	...more,
});
async function decide(id: string, parameters: object[], estate: Estate = {}, target: RepairTarget = instanceTarget): Promise<State> {
	const action = actionOf(id);
	const reading = await action.read(target, fakeCaller(table(parameters, estate)));
	return "state" in reading ? action.plan(reading.state, testSettings, target) : reading;
}
const off = parameter("log_connections", "0", { AllowedValues: "0,1" });
const others = Array.from({ length: 3 }, (_, index) => parameter(`other_${index}`, "1"));

describe("a parameter of an instance", () => {
	it("is set at once when it is dynamic, and set back to what a user had set", async () => {
		const set = (ParameterValue: string) => ({
			api: "rds:ModifyDBParameterGroup",
			input: {
				DBParameterGroupName: "orders",
				Parameters: [{ ParameterName: "log_connections", ParameterValue, ApplyMethod: "immediate" }],
			},
		});
		expect(await decide("log-connections", [...others, off])).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [set("1")],
			inverse: [set("0")],
		});
	});

	it("is reset, it alone, when a default held before", async () => {
		expect((await decide("log-connections", [parameter("log_connections", undefined)])).inverse).toMatchObject([
			{
				api: "rds:ResetDBParameterGroup",
				input: {
					DBParameterGroupName: "orders",
					ResetAllParameters: false,
					Parameters: [{ ParameterName: "log_connections", ApplyMethod: "immediate" }],
				},
			},
		]);
	});

	it("is left alone on the last page of the listing when it is set (M1, M11)", async () => {
		expect(await decide("log-connections", [...others, parameter("log_connections", "1")])).toMatchObject({ kind: "compliant" });
	});

	it("waits for a window and the next reboot when it is static", async () => {
		expect(await decide("log-connections", [{ ...off, ApplyType: "static" }])).toMatchObject({
			level: "window",
			calls: [{ input: { Parameters: [{ ApplyMethod: "pending-reboot" }] } }],
			notes: [expect.stringContaining("rebooted")],
		});
	});

	it("waits for approval when other databases share the group, who are named", async () => {
		const billing = instance({ DBInstanceIdentifier: "billing", DBInstanceArn: "arn:other" });
		expect(await decide("log-connections", [off], { instances: [instance(), billing] })).toMatchObject({
			level: "approve",
			notes: [expect.stringContaining("billing")],
		});
	});

	it.each([
		["a default group", [off], { DBParameterGroups: [{ DBParameterGroupName: "default.postgres16" }] }, "unsupported"],
		["what RDS lets nobody change", [{ ...off, IsModifiable: false }], {}, "unsupported"],
		["what AWS does not call modifiable", [{ ...off, IsModifiable: undefined }], {}, "unsupported"],
		["a value that RDS does not allow", [{ ...off, AllowedValues: "2,3" }], {}, "unsupported"],
		["another engine", [off], { Engine: "mysql", EngineVersion: "8.0.40" }, "unsupported"],
		["RDS Custom", [off], { Engine: "custom-sqlserver-ee" }, "unsupported"],
		["a stopped instance", [off], { DBInstanceStatus: "stopped" }, "unsupported"],
		["an instance without a version", [off], { EngineVersion: undefined }, "unsupported"],
		["a member of a cluster", [parameter("log_connections", undefined)], { DBClusterIdentifier: "main" }, "wrongPlace"],
	])("is refused for %s", async (_what, parameters, changed, reason) => {
		expect(await decide("log-connections", parameters, { instances: [instance(changed)] })).toMatchObject({ kind: "refused", reason });
	});

	it("is set for a member of a cluster that sets it itself", async () => {
		expect(await decide("log-connections", [off], { instances: [instance({ DBClusterIdentifier: "main" })] })).toMatchObject({
			kind: "plan",
		});
	});

	it("waits while the instance or its group is being changed", async () => {
		expect(await decide("log-connections", [off], { instances: [instance({ DBInstanceStatus: "modifying" })] })).toMatchObject({
			kind: "busy",
		});
		const applying = [{ DBParameterGroupName: "orders", ParameterApplyStatus: "applying" }];
		expect(await decide("log-connections", [off], { instances: [instance({ DBParameterGroups: applying })] })).toMatchObject({
			kind: "busy",
		});
	});

	it("is neither read nor guessed when a page is missing", async () => {
		expect(await decide("log-connections", [off], { more: { "rds:DescribeDBParameters": fails("throttled") } })).toHaveProperty("unread");
		expect(await decide("log-connections", [off], { more: { "rds:DescribeDBClusters": fails("denied") } })).toHaveProperty("unread");
		expect(await decide("log-connections", [off], { instances: [] })).toHaveProperty("gone");
	});
});

describe("a parameter of a cluster", () => {
	const estate = (own: object[] = [], changed: object = {}): Estate => ({
		clusters: [cluster(changed)],
		instances: [instance({ DBInstanceArn: "arn:member", DBInstanceIdentifier: "member", DBClusterIdentifier: "orders" })],
		own,
	});

	it("is set in the group of the cluster", async () => {
		expect(await decide("log-connections", [...others, off], estate(), dbClusterTarget)).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "rds:ModifyDBClusterParameterGroup", input: { DBClusterParameterGroupName: "orders-cluster" } }],
		});
	});

	it("is changed at the member that sets something else", async () => {
		expect(await decide("log-connections", [parameter("log_connections", "1")], estate([off]), dbClusterTarget)).toMatchObject({
			kind: "refused",
			reason: "wrongPlace",
			detail: expect.stringContaining("orders of member"),
		});
	});

	it("is left alone where every member sets it well itself (M1)", async () => {
		expect(await decide("log-connections", [off], estate([parameter("log_connections", "1")]), dbClusterTarget)).toMatchObject({
			kind: "compliant",
		});
	});

	it("does not look at members of a Multi-AZ DB cluster, where its group decides", async () => {
		const multiAz = estate([off], { Engine: "postgres", EngineVersion: "16.4" });
		expect(await decide("log-connections", [parameter("log_connections", "1")], multiAz, dbClusterTarget)).toMatchObject({
			kind: "compliant",
		});
	});

	it("is refused for Serverless v1, and for another engine mode", async () => {
		expect(await decide("log-connections", [off], estate([], { EngineMode: "serverless" }), dbClusterTarget)).toMatchObject({
			reason: "unsupported",
		});
		expect(await decide("log-connections", [{ ...off, SupportedEngineModes: ["global"] }], estate(), dbClusterTarget)).toMatchObject({
			reason: "unsupported",
		});
	});
});

describe("what is set", () => {
	const mysql: Estate = { instances: [instance({ Engine: "mysql", EngineVersion: "8.0.40" })] };
	const auroraMysql: Estate = { instances: [], clusters: [cluster({ Engine: "aurora-mysql", EngineVersion: "8.0.mysql_aurora.3.08.0" })] };
	const valuesOf = (plan: State) =>
		Object.fromEntries(plan.calls[0].input.Parameters.map((one: State) => [one.ParameterName, one.ParameterValue]));

	it.each([
		[
			"log-connections",
			[parameter("log_connections", "")],
			{ instances: [instance({ EngineVersion: "18.1" })] },
			{ log_connections: "all" },
		],
		[
			"log-retention",
			[parameter("rds.log_retention_period", "1440", { AllowedValues: "1440-10080" })],
			{},
			{ "rds.log_retention_period": "4320" },
		],
		["log-line-prefix", [parameter("log_line_prefix", "%m")], {}, { log_line_prefix: "%t:%r:%u@%d:[%p]:" }],
		["log-error-verbosity", [parameter("log_error_verbosity", "terse")], {}, { log_error_verbosity: "default" }],
		["log-output-file", [parameter("log_output", "TABLE")], mysql, { log_output: "FILE" }],
		["slow-query-log", [parameter("slow_query_log", "0", { AllowedValues: "0,1" })], mysql, { slow_query_log: "1" }],
		[
			"tls-required",
			[parameter("require_secure_transport", "OFF", { AllowedValues: "ON,OFF" })],
			mysql,
			{ require_secure_transport: "ON" },
		],
		[
			"pgaudit-loaded",
			[parameter("shared_preload_libraries", "pg_stat_statements, pg_cron")],
			{},
			{ shared_preload_libraries: "pg_stat_statements,pg_cron,pgaudit" },
		],
		["pgaudit-loaded", [parameter("shared_preload_libraries", undefined)], {}, { shared_preload_libraries: "pg_stat_statements,pgaudit" }],
		[
			"pgaudit-classes",
			[parameter("shared_preload_libraries", "pgaudit"), parameter("pgaudit.log", "read,write")],
			{},
			{ "pgaudit.log": "read,write,ddl,role" },
		],
	] as [string, object[], Estate, object][])("by %s, beginning with %o", async (id, parameters, estate, values) => {
		expect(valuesOf(await decide(id, parameters, estate))).toEqual(values);
	});

	it("keeps the events of Advanced Auditing that are named already", async () => {
		const logging = parameter("server_audit_logging", "0", { AllowedValues: "0,1" });
		expect(
			valuesOf(await decide("audit-logging", [logging, parameter("server_audit_events", "QUERY")], auroraMysql, dbClusterTarget)),
		).toEqual({
			server_audit_logging: "1",
		});
		expect(valuesOf(await decide("audit-logging", [logging, parameter("server_audit_events", "")], auroraMysql, dbClusterTarget))).toEqual({
			server_audit_logging: "1",
			server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL",
		});
	});

	it("never lowers the time that log files are kept", async () => {
		expect(await decide("log-retention", [parameter("rds.log_retention_period", "10080")])).toMatchObject({ kind: "compliant" });
	});

	it.each([
		["tls-required", parameter("rds.force_ssl", "0", { AllowedValues: "0,1" })],
		["pgaudit-loaded", parameter("shared_preload_libraries", "pg_cron", { ApplyType: "static" })],
		["log-statement", parameter("log_statement", "none")],
		["log-min-duration-statement", parameter("log_min_duration_statement", "-1")],
	])("is approved by a person for %s", async (id, one) => {
		expect(await decide(id, [one])).toMatchObject({ kind: "plan", level: "approve" });
	});

	it("loads pgaudit before it tells it what to log", async () => {
		const parameters = [parameter("shared_preload_libraries", "pg_cron"), parameter("pgaudit.log", "none")];
		expect(await decide("pgaudit-classes", parameters)).toMatchObject({
			kind: "refused",
			reason: "unsupported",
			detail: expect.stringContaining("rds-parameter-group-pgaudit-loaded"),
		});
	});

	it("is not guessed where no documentation tells the default", async () => {
		const db2 = [parameter("tls_version", undefined)];
		expect(await decide("slow-query-log", db2, mysql)).toMatchObject({ kind: "refused", reason: "unsupported" });
		const oddMysql: Estate = { instances: [instance({ Engine: "mysql", EngineVersion: "9.1.0" })] };
		expect(await decide("tls-required", [parameter("require_secure_transport", undefined)], oddMysql)).toMatchObject({
			kind: "refused",
			reason: "unknown",
		});
	});
});

describe("the values that RDS allows", () => {
	it.each([
		["0,1", "1", true],
		["0,1", "2", false],
		["ON,OFF", "on", true],
		["1440-10080", "4320", true],
		["1440-10080", "1440", true],
		["1440-10080", "10080", true],
		["1440-10080", "1439", false],
		["1440-10080", "10081", false],
		["-1-2147483647", "-1", true],
		["0-100", "all", false],
		["pg_cron,pgaudit,pg_stat_statements", "pg_stat_statements, pgaudit", true],
		["pg_cron,pgaudit", "pgaudit,orafce", false],
		[undefined, "anything", true],
		[" ", "anything", true],
		["%m:%r,%t", "anything", true],
	])("%s: is %s among them? %s", (allowed, value, expected) => {
		expect(allowsValue(allowed, value)).toBe(expected);
	});
});
