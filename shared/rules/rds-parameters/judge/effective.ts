import { need, reported, Unobserved } from "../../../core/observed.ts";
import { engineDefault } from "./defaults.ts";
import { engineOf, type Server } from "./engine.ts";

/** A parameter's value and where it comes from. */
export interface Effective {
	readonly name: string;
	readonly value: string;
	/** user, system (RDS set it) or engine-default. */
	readonly source: string;
	readonly applyType: "static" | "dynamic";
	readonly level: "instance" | "cluster";
	/** The member of a cluster whose own group sets it. */
	readonly member?: string;
}

/**
 * The value of a parameter: the group's, else the documented default of the engine's release. Throws `Unobserved` when neither is known.
 * SQL Server's "default" is no value.
 */
export function effective(server: Server, name: string): Effective {
	const engine = engineOf(server);
	const parameter = need(server.parameters)[name];
	const { applyType = "dynamic", level = server.kind === "rds.DbCluster" ? "cluster" : "instance" } = parameter ?? {};
	const unset = parameter?.value === undefined || (engine.family === "sqlserver" && parameter.value.toLowerCase() === "default");
	if (parameter?.value !== undefined && !unset) return { name, value: parameter.value, source: parameter.source, applyType, level };
	const value = engineDefault(engine, name);
	if (value !== undefined) return { name, value, source: "engine-default", applyType, level };
	throw new Unobserved(
		`${name} ${parameter ? "has no value" : "is not"} in the parameter group of ${server.name}, and its default for ${engine.name} ${server.engineVersion ?? "of an unreported version"} is not documented.`,
	);
}

/**
 * The values that hold on a server: one, but for an Aurora cluster also what members set in their own groups, and then the cluster's
 * only if it still holds somewhere.
 */
export function effectives(server: Server, name: string): readonly Effective[] {
	if (server.kind !== "rds.DbCluster") return [effective(server, name)];
	const own = server.members.flatMap(({ id, ownParameters }): readonly Effective[] => {
		const parameter = ownParameters && need(ownParameters)[name];
		return parameter?.value === undefined ? [] : [{ ...parameter, name, value: parameter.value, member: id }];
	});
	return own.length > 0 && own.length === server.members.length ? own : [effective(server, name), ...own];
}

/** The apply status of the groups that decide: of every member for a cluster, of the groups of the level for an instance. */
export function groupStatuses(server: Server, level: "instance" | "cluster"): readonly string[] {
	if (server.kind === "rds.DbCluster") {
		return server.members.map((member) => reported(member.parameterGroupStatus, "DBClusterParameterGroupStatus"));
	}
	const statuses = server.parameterGroups.filter((group) => group.level === level).map((group) => group.status);
	if (statuses.length === 0) throw new Unobserved("AWS did not report DBParameterGroups.");
	if (statuses.includes("unknown")) throw new Unobserved("AWS did not report ParameterApplyStatus.");
	return statuses;
}

/** Whether a value is in force: `unproven` when AWS does not tell. */
export type Force = { readonly state: "inForce" | "notInForce" | "unproven"; readonly status: string };

/**
 * In sync: in force. Else a value that the user set is not in force, except that of a dynamic parameter while a reboot is pending: it is
 * in force if the group was attached already when the value was set, and is not if the group itself waits, and AWS does not tell
 * which. Nor does it tell since when a default holds.
 */
export function force(server: Server, parameter: Effective): Force {
	// Whether a member's own group waits is judged on the member.
	if (parameter.member !== undefined) return { state: "inForce", status: "in-sync" };
	const waiting = groupStatuses(server, parameter.level).filter((status) => status !== "in-sync");
	const status = waiting.find((name) => name !== "pending-reboot") ?? waiting[0];
	if (status === undefined) return { state: "inForce", status: "in-sync" };
	const tellable = parameter.source === "user" && (parameter.applyType === "static" || status !== "pending-reboot");
	return { state: tellable ? "notInForce" : "unproven", status };
}
