import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import type { Container, DatabaseSoftware } from "../../../core/resources/kubernetes.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { nameOf } from "./name.ts";

/** The database that the workload serves. A job that merely has a database's image runs its client programs, such as pg_dump. */
export function databaseOf({ database, workloadKind }: KubernetesWorkload): DatabaseSoftware | undefined {
	const isJob = workloadKind === "Job" || workloadKind === "CronJob";
	return database?.by === "image" && isJob ? undefined : database;
}

/** Why rules about database servers do not apply. */
export const noDatabase = (workload: KubernetesWorkload): Verdict => notApplicable(`${nameOf(workload)} runs no database.`);

/** Why rules about settings do not apply to what an operator sets up. */
export const byOperator = (workload: KubernetesWorkload): Verdict =>
	notApplicable(`${nameOf(workload)} is set up by an operator; its custom resource is judged.`);

/** The container that runs the database; all that are no init containers when none was recognised. */
export function databaseContainers(workload: KubernetesWorkload): Container[] {
	const running = workload.containers.filter(({ init }) => !init);
	const named = running.filter(({ name }) => name === workload.database?.container);
	return named.length > 0 ? named : running;
}
