import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { groupStatuses } from "./effective.ts";
import type { Server } from "./engine.ts";

/** The parameter groups of an instance's own level, or the cluster group on every member, are in sync: what they say is what runs. */
export function judgeSync(server: Server): Verdict {
	if (server.kind === "rds.DbCluster" && server.members.length === 0)
		return notApplicable(`${server.name} has no instance that could apply parameters.`);
	const statuses = groupStatuses(server, "instance");
	const waiting = statuses.filter((status) => status !== "in-sync");
	const evidence = { parameterGroupStatuses: statuses };
	if (waiting.length === 0) return pass(`${server.name} runs with what its parameter group says.`, evidence);
	const passing = waiting.every((status) => status === "applying");
	return fail(
		`${server.name} does not run with what its parameter group says: ${[...new Set(waiting)].join(", ")}.`,
		evidence,
		passing ? "low" : undefined,
	);
}
