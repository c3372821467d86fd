import { Unobserved } from "../../core/observed.ts";
import { engineDefault } from "../../rules/rds-parameters/judge/defaults.ts";
import { type Engine, engineOf } from "../../rules/rds-parameters/judge/engine.ts";
import type { Question, Requirement } from "../../rules/rds-parameters/judge/requirement.ts";
import {
	type Action,
	type ApiCall,
	type Decision,
	defineAction,
	type Json,
	type JsonObject,
	type Level,
	levels,
	type Plan,
} from "../action.ts";
import { apiCall, busy, compliant, planned, refused } from "../decisions.ts";
import { held } from "../rds/status.ts";
import { allowsValue } from "./allowed-values.ts";
import { type GroupParameter, type ParameterState, readParameters } from "./group-state.ts";

/** The values that a parameter may be given, best first, or why it must not be. */
export type Values = (parameter: string, current: string | undefined, engine: Engine) => readonly string[] | { readonly refuse: string };

/** What is particular to an action that sets parameters. */
export interface ParameterActionSpec {
	readonly id: string;
	readonly title: string;
	readonly rules: readonly string[];
	readonly controls?: readonly string[];
	/** Instances and clusters unless it says otherwise. */
	readonly kinds?: Action["kinds"];
	/** As the rules ask it, so that what is set is what they accept. */
	readonly question: Question;
	readonly values: Values;
	readonly level?: Level;
	readonly risk?: Plan["risk"];
	readonly notes?: readonly string[];
	readonly guards?: readonly string[];
	readonly downtime?: string;
}

/** An action that sets parameters in the group of an instance or cluster: dynamic ones at once, static ones for the next reboot, which it leaves to others. */
export function parameterAction(spec: ParameterActionSpec): Action {
	return defineAction<ParameterState>({
		id: spec.id,
		title: spec.title,
		family: "parameters",
		kinds: spec.kinds ?? ["rds.DbInstance", "rds.DbCluster"],
		rules: spec.rules,
		controls: spec.controls ?? [],
		level: spec.level ?? "auto",
		reads: ["rds:DescribeDBInstances", "rds:DescribeDBClusters", "rds:DescribeDBParameters", "rds:DescribeDBClusterParameters"],
		writes: [
			"rds:ModifyDBParameterGroup",
			"rds:ResetDBParameterGroup",
			"rds:ModifyDBClusterParameterGroup",
			"rds:ResetDBClusterParameterGroup",
		],
		triggers: [
			"rds:CreateDBInstance",
			"rds:CreateDBCluster",
			"rds:ModifyDBInstance",
			"rds:ModifyDBCluster",
			"rds:ModifyDBParameterGroup",
			"rds:ModifyDBClusterParameterGroup",
			"rds:ResetDBParameterGroup",
			"rds:ResetDBClusterParameterGroup",
			"RDS-EVENT-0092",
		],
		guards: [
			"Only groups of one's own: default groups cannot be changed.",
			"A group that other databases use as well waits for approval.",
			"Static parameters wait for a window and take effect at the next reboot, which Parapet does not do.",
			...(spec.guards ?? []),
		],
		downtime: spec.downtime ?? "none",
		reversible: true,
		read: readParameters,
		facts: (state) => factsOf(state, askedOf(spec.question, state)),
		plan: (state) => decide(spec, state),
	});
}

/** What is asked of the server; none when its version is not known. */
function askedOf(question: Question, { server }: ParameterState): readonly Requirement[] | string {
	try {
		// None of the questions asked here looks at the server itself.
		return question(engineOf({ engine: server.engine, engineVersion: server.engineVersion }), {} as never);
	} catch (error) {
		if (error instanceof Unobserved) return error.message;
		throw error;
	}
}

const factsOf = ({ group, parameters }: ParameterState, asked: readonly Requirement[] | string) => ({
	group: group.name,
	parameters: Object.fromEntries(
		(typeof asked === "string" ? [] : asked).map(({ parameter }): [string, Json] => [parameter, userValue(parameters[parameter])]),
	),
});

/** What a user set; null when a default holds. */
const userValue = (parameter: GroupParameter | undefined): string | null =>
	parameter?.source === "user" ? (parameter.value ?? null) : null;

interface Change {
	readonly parameter: GroupParameter;
	readonly value: string;
}

function decide(spec: ParameterActionSpec, state: ParameterState): Decision {
	const { server, group, parameters, memberOf, sharedWith } = state;
	const asked = askedOf(spec.question, state);
	if (typeof asked === "string") return refused("unsupported", `${server.name} is not concerned: ${asked.replace(/\.$/, "")}.`);
	if (memberOf !== undefined && !asked.some(({ parameter }) => parameters[parameter]?.source === "user"))
		return refused("wrongPlace", `${server.name} is a member of ${memberOf}, whose cluster parameter group decides.`);
	const engine = engineOf({ engine: server.engine, engineVersion: server.engineVersion });
	let wrong: Requirement[];
	try {
		wrong = asked.filter((requirement) => !holds(requirement, state, engine));
		const elsewhere = asked.flatMap((requirement) => overriding(requirement, state));
		if (wrong.length === 0 && elsewhere[0])
			return refused(
				"wrongPlace",
				`${elsewhere.map(({ name, group: own }) => `${own} of ${name}`).join(", ")} sets it differently for a member of ${server.name}: change it there.`,
			);
	} catch (error) {
		if (!(error instanceof Unobserved)) throw error;
		return refused("unknown", error.message);
	}
	if (wrong.length === 0) return compliant(`The parameter group ${group.name} of ${server.name} has what is wanted.`);
	const waits = held(server.name, server.status);
	if (waits) return waits;
	if (group.status === "applying") return busy(`Changes of ${group.name} are being applied to ${server.name}.`);
	if (/^default[.:]/.test(group.name))
		return refused("unsupported", `${server.name} uses ${group.name}, which nobody can change: attach a group of your own first.`);
	if (server.mode === "serverless")
		return refused("unsupported", `${server.name} is Aurora Serverless v1, which takes new parameters only by moving to a new host.`);
	const changes: Change[] = [];
	for (const { parameter: name } of wrong) {
		const parameter = parameters[name];
		if (!parameter) return refused("unsupported", `${group.name} has no parameter ${name}.`);
		if (!parameter.modifiable) return refused("unsupported", `RDS lets nobody change ${name} in ${group.name}.`);
		if (parameter.modes && server.mode !== undefined && !parameter.modes.includes(server.mode))
			return refused("unsupported", `${name} does not exist for the engine mode ${server.mode}.`);
		const wanted = spec.values(name, valueIn(parameter, engine), engine);
		if (!("length" in wanted)) return refused("unsupported", wanted.refuse);
		const value = wanted.find((one) => allowsValue(parameter.allowed, one));
		if (value === undefined)
			return refused("unsupported", `RDS allows ${parameter.allowed} for ${name}, and none of ${wanted.join(", ")}.`);
		changes.push({ parameter, value });
	}
	return planned(planOf(spec, state, asked, changes, sharedWith));
}

/** Does the value that the group gives satisfy the requirement? Throws `Unobserved` when no documentation tells the default. */
function holds({ parameter: name, accepts }: Requirement, { parameters, members }: ParameterState, engine: Engine): boolean {
	// Where every member sets it itself, the cluster's value holds nowhere.
	if (members.length > 0 && members.every(({ own }) => own[name] !== undefined)) return true;
	const value = valueIn(parameters[name], engine) ?? engineDefault(engine, name);
	if (value === undefined) throw new Unobserved(`${name} has no value, and its default for ${engine.name} is not documented.`);
	return accepts(value);
}

/** SQL Server's "default" is no value. */
const valueIn = (parameter: GroupParameter | undefined, { family }: Engine): string | undefined =>
	family === "sqlserver" && parameter?.value?.toLowerCase() === "default" ? undefined : parameter?.value;

/** Members whose own group sets something else. */
const overriding = ({ parameter: name, accepts }: Requirement, { members }: ParameterState): ParameterState["members"] =>
	members.filter(({ own }) => own[name]?.value !== undefined && !accepts(own[name].value));

function planOf(
	spec: ParameterActionSpec,
	state: ParameterState,
	asked: readonly Requirement[],
	changes: readonly Change[],
	sharedWith: readonly string[],
): Plan {
	const { server, group } = state;
	const isStatic = changes.some(({ parameter }) => parameter.applyType === "static");
	const wanted: Level[] = [spec.level ?? "auto", isStatic ? "window" : "auto", sharedWith.length > 0 ? "approve" : "auto"];
	const { parameters: before } = factsOf(state, asked);
	const settings = changes.map(({ parameter, value }) => `${parameter.name} = ${value}`).join(", ");
	return {
		level: levels[Math.max(...wanted.map((level) => levels.indexOf(level)))] ?? "approve",
		calls: [modify(state, changes, `Set ${settings} in ${group.name}`)],
		inverse: back(state, changes),
		desired: {
			group: group.name,
			parameters: { ...before, ...Object.fromEntries(changes.map(({ parameter, value }) => [parameter.name.toLowerCase(), value])) },
		},
		downtime: spec.downtime ?? "none",
		risk: spec.risk ?? "low",
		notes: [
			...(sharedWith.length > 0 ? [`${group.name} is also used by ${sharedWith.join(", ")}, which change along.`] : []),
			...(isStatic ? [`It takes effect when ${server.name} is rebooted, which Parapet does not do.`] : []),
			...(spec.notes ?? []),
		],
		hints: {
			terraform: changes
				.map(
					({ parameter, value }) =>
						`${group.level === "cluster" ? "aws_rds_cluster_parameter_group" : "aws_db_parameter_group"} parameter { name = "${parameter.name}", value = "${value}", apply_method = "${methodOf(parameter)}" }`,
				)
				.join("\n"),
			cloudformation: `${group.level === "cluster" ? "AWS::RDS::DBClusterParameterGroup" : "AWS::RDS::DBParameterGroup"} Parameters: ${settings}`,
		},
	};
}

/** RDS refuses `immediate` for static parameters. */
const methodOf = ({ applyType }: GroupParameter): string => (applyType === "static" ? "pending-reboot" : "immediate");

const nameOf = ({ group }: ParameterState): JsonObject =>
	group.level === "cluster" ? { DBClusterParameterGroupName: group.name } : { DBParameterGroupName: group.name };

const modify = (state: ParameterState, changes: readonly Change[], does: string): ApiCall =>
	apiCall(
		state.group.level === "cluster" ? "rds:ModifyDBClusterParameterGroup" : "rds:ModifyDBParameterGroup",
		{
			...nameOf(state),
			Parameters: changes.map(({ parameter, value }) => ({
				ParameterName: parameter.name,
				ParameterValue: value,
				ApplyMethod: methodOf(parameter),
			})),
		},
		does,
	);

/** What users had set is set again; what had its default gets it back. */
function back(state: ParameterState, changes: readonly Change[]): ApiCall[] {
	const before = changes.flatMap(({ parameter }): Change[] => {
		const value = userValue(parameter);
		return value === null ? [] : [{ parameter, value }];
	});
	const unset = changes.filter(({ parameter }) => userValue(parameter) === null);
	const calls: ApiCall[] = [];
	if (before.length > 0)
		calls.push(modify(state, before, `Set ${before.map(({ parameter, value }) => `${parameter.name} = ${value}`).join(", ")} again`));
	if (unset.length > 0)
		calls.push(
			apiCall(
				state.group.level === "cluster" ? "rds:ResetDBClusterParameterGroup" : "rds:ResetDBParameterGroup",
				{
					...nameOf(state),
					ResetAllParameters: false,
					Parameters: unset.map(({ parameter }) => ({ ParameterName: parameter.name, ApplyMethod: methodOf(parameter) })),
				},
				`Give ${unset.map(({ parameter }) => parameter.name).join(", ")} the default back`,
			),
		);
	return calls;
}
