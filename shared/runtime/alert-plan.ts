import { compileRoutes } from "../core/alerts/routes.ts";
import { quietUntil, windowEnd } from "../core/alerts/windows.ts";
import type { Audience, PlanRules } from "../sinks/outbox/plan.ts";
import type { AlertSettings, TargetConfig } from "./alert-settings.ts";

/** More alerts than this at once become a digest, unless the target says otherwise. Machines want each of them. */
const digestAbove: Readonly<Record<TargetConfig["type"], number>> = {
	teams: 20,
	slack: 20,
	sns: Number.POSITIVE_INFINITY,
	webhook: Number.POSITIVE_INFINITY,
	pagerduty: Number.POSITIVE_INFINITY,
};

/** What people look at when it comes, so that quiet hours are for it when nothing else is said. */
const disturbing: ReadonlySet<TargetConfig["type"]> = new Set(["slack", "teams"]);

/** Decides as the settings say. `floodWindow` as in `PlanRules`; `further` are targets that no route of the settings knows. */
export function planRules(settings: AlertSettings, floodWindow: number, further: readonly Audience[] = []): PlanRules {
	const { targets, times } = settings;
	const disturbed = Object.entries(targets).flatMap(([name, { type }]) => (disturbing.has(type) ? [name] : []));
	const quiet = times.quiet.map((rule) => ({ ...rule, targets: rule.targets ?? disturbed }));
	return {
		routed: compileRoutes(settings.routes),
		audiences: [
			...Object.entries(targets).map(([name, target]) => ({
				name,
				digestAbove: target.digestAbove ?? digestAbove[target.type],
				wantsEach: false,
				threads: target.type === "slack" && target.token !== undefined,
			})),
			...further,
		],
		windowEnd: (every, at) => windowEnd(every, times, at),
		quietUntil: (target, alert, at) => quietUntil({ ...times, quiet }, target, alert.severity, at),
		floodWindow,
	};
}
