import type { Unread } from "../../core/observed.ts";

/** How a Kubernetes Secret that is made of the rotated one stands. */
export interface SecretOutcome {
	readonly namespace: string;
	readonly externalSecret: string;
	/** The Kubernetes Secret. */
	readonly target: string;
	/** `refreshed`: it was behind and holds the current version now. */
	readonly state: "current" | "refreshed" | "behind";
	/** Why it is behind. */
	readonly detail?: string;
}

/** How a workload that uses the secret stands. */
export interface WorkloadOutcome {
	readonly namespace: string;
	readonly kind: string;
	readonly name: string;
	/**
	 * `rolled`: all of its pods were started for the current version. `rolling`: not yet. `failed`: its new pods do not come up. `held`: not rolled, since its pods would
	 * start with the old version. `blocked`: it will not replace its pods. `unmanaged`: it has the secret in variables, and nobody asked for it to be rolled.
	 */
	readonly state: "rolled" | "rolling" | "failed" | "held" | "blocked" | "unmanaged";
	readonly detail?: string;
}

/** How the consumers of a rotated secret in one cluster stand; no member holds anything of its value. */
export interface ConsumersOutcome {
	readonly secret: string;
	readonly version: string;
	readonly cluster: string;
	/** `current`: everything that was to follow has. `behind`: something has not. `unknown`: the cluster could not be read. */
	readonly state: "current" | "behind" | "unknown";
	readonly secrets: readonly SecretOutcome[];
	readonly workloads: readonly WorkloadOutcome[];
	readonly errors: readonly Unread[];
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	readonly endedAt: number;
}

/** What a person must hear before the next rotation, in which the password that somebody still uses is changed. */
export interface ConsumersAlert {
	readonly severity: "high" | "critical";
	readonly title: string;
	readonly detail: string;
	/** ISO 8601; absent when no rotation is scheduled. */
	readonly before?: string;
}

/** The longest that consumers are waited for, so that half of the time until the next rotation is left for people. Milliseconds since the epoch. */
export const consumersDeadline = (now: number, limit: number, nextRotation: number | undefined): number =>
	Math.min(now + limit, nextRotation === undefined ? Number.POSITIVE_INFINITY : now + Math.max(0, nextRotation - now) / 2);

const lagging = new Set<WorkloadOutcome["state"]>(["rolling", "failed", "held", "blocked", "unmanaged"]);

/** The alert that an outcome calls for; undefined when every consumer follows. Critical when the next rotation is less than a day away. */
export function consumersAlert(outcome: ConsumersOutcome, nextRotation: number | undefined): ConsumersAlert | undefined {
	if (outcome.state === "current" && outcome.workloads.every(({ state }) => !lagging.has(state))) return undefined;
	const problems = [
		...outcome.secrets
			.filter(({ state }) => state === "behind")
			.map(({ namespace, target, detail }) => `Secret ${namespace}/${target} does not hold the current version: ${detail}`),
		...outcome.workloads
			.filter(({ state }) => lagging.has(state))
			.map(
				({ namespace, kind, name, state, detail }) =>
					`${kind} ${namespace}/${name} is ${state}${detail === undefined ? "" : `: ${detail}`}`,
			),
		...outcome.errors.map(({ operation, message }) => `${operation}: ${message}`),
	];
	const shown = problems.slice(0, 10).join("; ");
	const more = problems.length > 10 ? ` and ${problems.length - 10} more` : "";
	const soon = nextRotation !== undefined && nextRotation - outcome.endedAt < 24 * 60 * 60_000;
	return {
		severity: soon ? "critical" : "high",
		title: `Consumers in ${outcome.cluster} do not follow the rotation of ${outcome.secret}`,
		detail: `${shown}${more}. ${
			nextRotation === undefined
				? "The next rotation takes away the password that they use."
				: `The rotation at ${new Date(nextRotation).toISOString()} takes away the password that they use.`
		}`,
		...(nextRotation === undefined ? {} : { before: new Date(nextRotation).toISOString() }),
	};
}
