import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import type { Container } from "../../../core/resources/kubernetes.ts";
import { type Severity, severities, severityRank } from "../../../core/severity.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { expectNone } from "../../judge/offenders.ts";
import { databaseContainers, databaseOf } from "./database.ts";
import { nameOf } from "./name.ts";
import { ofPlatform } from "./platform.ts";

interface Exempt {
	readonly parameters: { readonly exemptNamespaces: readonly string[] };
}

/** What is said of a workload; `fail` completes "<workload>: …" around the list of offenders. */
export interface ContainerWording {
	readonly pass: string;
	readonly fail: (list: string) => string;
	/** For a workload that is no database; a database weighs one step more. */
	readonly severity: Severity;
	/** A database weighs no more than others. */
	readonly sameForDatabases?: boolean;
	/** The container of a database has a rule of its own. */
	readonly withoutDatabase?: boolean;
}

/** One step worse, as for a pod that holds the data itself; critical stays. */
const raised = (severity: Severity): Severity => severities[Math.max(0, severityRank(severity) - 1)] as Severity;

/** The severity for a workload: one step worse when it runs a database. */
export const weighed = (workload: KubernetesWorkload, severity: Severity): Severity => (workload.database ? raised(severity) : severity);

/** Passes when no container offends. `offence` gives what to call an offending container, or undefined. Platform namespaces are not judged. */
export function judgeContainers(
	workload: KubernetesWorkload,
	{ parameters }: Exempt,
	offence: (container: Container) => string | undefined,
	wording: ContainerWording,
): Verdict {
	const platform = ofPlatform(workload, parameters);
	if (platform) return platform;
	const elsewhere = wording.withoutDatabase && databaseOf(workload) ? databaseContainers(workload) : [];
	const judged = workload.containers.filter((container) => !elsewhere.includes(container));
	const offenders = judged.map(offence).filter((name) => name !== undefined);
	const severity = wording.sameForDatabases ? wording.severity : weighed(workload, wording.severity);
	return expectNone({ name: nameOf(workload) }, offenders, { ...wording, severity });
}

/** Why a rule about pods leaves a database to the rule that is about databases; undefined for everything else. */
export const asDatabase = (workload: KubernetesWorkload, rule: string): Verdict | undefined =>
	databaseOf(workload) ? notApplicable(`${nameOf(workload)} runs a database, which ${rule} judges.`) : undefined;

/** The container's name when the condition holds. */
export const named =
	(condition: (container: Container) => boolean) =>
	(container: Container): string | undefined =>
		condition(container) ? container.name : undefined;
