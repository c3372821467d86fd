import { need, Unobserved } from "../../../core/observed.ts";
import type { DbCluster, DbInstance } from "../../../core/resources/index.ts";
import { type Evidence, fail, indeterminate, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { type Effective, effectives, type Force, force } from "./effective.ts";
import { engineOf, type Server } from "./engine.ts";
import type { Question, Requirement } from "./requirement.ts";

/** `inSync`: a value that the user set counts only while the group is in sync, dynamic or not, as Security Hub has it for RDS.44 and RDS.45. */
interface Options {
	readonly inSync?: boolean;
}

/**
 * Judges a standalone instance. A cluster's member takes its parameters from the cluster and is judged there, unless its own group
 * sets one of those asked about.
 */
export function judgeInstance(db: DbInstance, question: Question, options: Options = {}): Verdict {
	const asked = question(engineOf(db), db);
	if (typeof asked === "string") return notApplicable(`${db.name} is not concerned: ${asked}.`);
	if (db.clusterId !== undefined && !setsItself(db, asked)) {
		return notApplicable(`${db.name} is a member of ${db.clusterId} and is judged on its cluster.`);
	}
	return judge(db, asked, options);
}

/** Judges a cluster by its cluster parameter group; its members must have the group in force. */
export function judgeCluster(cluster: DbCluster, question: Question, options: Options = {}): Verdict {
	const asked = question(engineOf(cluster), cluster);
	return typeof asked === "string" ? notApplicable(`${cluster.name} is not concerned: ${asked}.`) : judge(cluster, asked, options);
}

function setsItself(db: DbInstance, asked: readonly Requirement[]): boolean {
	const parameters = need(db.parameters);
	return asked.some(({ parameter }) => parameters[parameter]?.level === "instance" && parameters[parameter].source === "user");
}

function judge(server: Server, asked: readonly Requirement[], { inSync = false }: Options): Verdict {
	need(server.parameters);
	const read: Effective[] = [];
	const wrong: string[] = [];
	let missing: Unobserved | undefined;
	for (const requirement of asked) {
		try {
			for (const parameter of effectives(server, requirement.parameter)) {
				read.push(parameter);
				if (!requirement.accepts(parameter.value)) wrong.push(`${describe(parameter)}, which must ${requirement.wanted}`);
			}
		} catch (error) {
			// One value that is known to be wrong decides, whatever else is unknown.
			if (!(error instanceof Unobserved)) throw error;
			missing ??= error;
		}
	}
	if (wrong.length > 0) return fail(`${server.name} has ${wrong.join("; ")}.`, evidence(read));
	if (missing) throw missing;
	return enforced(server, read, inSync);
}

function enforced(server: Server, read: readonly Effective[], inSync: boolean): Verdict {
	const forces = read.map((parameter) => ({ parameter, ...force(server, parameter) }));
	const waiting = forces.find(
		({ parameter, state }) => state === "notInForce" || (inSync && state === "unproven" && parameter.source === "user"),
	);
	if (waiting) {
		const until = waiting.status === "pending-reboot" ? "until the reboot" : "yet";
		return fail(
			`${server.name} has ${describe(waiting.parameter)}, but its parameter group is ${waiting.status}: the value is not in force ${until}.`,
			evidence(read, waiting),
		);
	}
	const unproven = forces.find(({ state }) => state === "unproven");
	if (unproven) {
		return indeterminate(
			`${server.name} has ${describe(unproven.parameter)}, but its parameter group is ${unproven.status} and AWS does not report whether this value is in force already.`,
			evidence(read, unproven),
		);
	}
	return pass(`${server.name} has ${read.map(describe).join(" and ")}.`, evidence(read, forces[0]));
}

function describe({ name, value, source, member }: Effective): string {
	const origin = member === undefined ? (source === "user" ? "" : ` (${source})`) : ` (set for ${member})`;
	return `${name} = "${value}"${origin}`;
}

const evidence = (read: readonly Effective[], applied?: Force): Evidence => ({
	parameters: Object.fromEntries(
		read.map(({ name, value, source, member }) => [member === undefined ? name : `${member}/${name}`, { value, source }]),
	),
	parameterGroupStatus: applied?.status,
});
