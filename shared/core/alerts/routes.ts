import { atLeast, type Severity } from "../severity.ts";
import { compilePattern } from "../suppression.ts";
import type { Alert, AlertKind } from "./alert.ts";

/** Which alerts go where. Absent filters let everything through; patterns are those of suppressions. */
export interface Route {
	/** This severity and worse. */
	readonly severity?: Severity | undefined;
	readonly kinds?: readonly AlertKind[] | undefined;
	/** Patterns over the environment. What has no environment passes: nobody knows that it is not production. */
	readonly environments?: readonly string[] | undefined;
	readonly accounts?: readonly string[] | undefined;
	readonly regions?: readonly string[] | undefined;
	readonly rules?: readonly string[] | undefined;
	readonly targets: readonly string[];
	/** Collects what it takes and tells it once an hour or a day, in one digest. Absent: tells it at once. */
	readonly every?: Window | undefined;
}

/** How often what is collected is told. */
export type Window = "hourly" | "daily";

/** When each target of an alert is told: at once, or at the end of a window; no target when every route is too quiet for it. */
export type Routed = ReadonlyMap<string, "now" | Window>;

const patience = ["now", "hourly", "daily"] as const;

/** Where alerts go. Of the routes that lead to the same target the most impatient decides. Throws `SyntaxError` for a regular expression that does not compile. */
export function compileRoutes(routes: readonly Route[]): (alert: Alert) => Routed {
	const compiled = routes.map((route) => {
		const environments = anyOf(route.environments);
		const accounts = anyOf(route.accounts);
		const regions = anyOf(route.regions);
		const rules = anyOf(route.rules);
		return {
			targets: route.targets,
			when: route.every ?? ("now" as const),
			matches: (alert: Alert): boolean =>
				loud(alert, route.severity) &&
				(route.kinds?.includes(alert.kind) ?? true) &&
				(alert.environment === undefined || environments(alert.environment)) &&
				accounts(alert.account) &&
				regions(alert.region) &&
				// What could not be read is no matter of one rule.
				(alert.rule === undefined || rules(alert.rule.id)),
		};
	});
	return (alert) => {
		const routed = new Map<string, "now" | Window>();
		for (const { targets, when, matches } of compiled) {
			if (!matches(alert)) continue;
			for (const target of targets) {
				const known = routed.get(target);
				if (known === undefined || patience.indexOf(when) < patience.indexOf(known)) routed.set(target, when);
			}
		}
		return routed;
	};
}

/** Whoever was told of the incident at its severity before is told what became of it. */
const loud = ({ severity, previousSeverity }: Alert, threshold: Severity | undefined): boolean =>
	threshold === undefined || atLeast(severity, threshold) || (previousSeverity !== undefined && atLeast(previousSeverity, threshold));

function anyOf(patterns: readonly string[] | undefined): (text: string) => boolean {
	if (!patterns) return () => true;
	const compiled = patterns.map(compilePattern);
	return (text) => compiled.some((matches) => matches(text));
}
