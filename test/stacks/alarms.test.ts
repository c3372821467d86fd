import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type MetricName, metrics } from "../../shared/runtime/app/metrics.ts";
import { type Alarm, alarmsOf, costFormula, emitters } from "../../stacks/alarms.ts";
import { dashboardOf } from "../../stacks/dashboard.ts";
import { functionTable } from "../../stacks/function-table.ts";
import { functionNames, namesOf, queueNames } from "../../stacks/names.ts";

const names = namesOf({ partition: "aws", account: "123456789012", region: "eu-central-1", stage: "prod" });
const all = alarmsOf(names, { functions: functionNames, queues: queueNames, monthlyBudget: 50 });
const alarm = (id: string): Alarm => {
	const found = all.find((each) => each.id === id);
	if (!found) throw new Error(`There is no alarm ${id}.`);
	return found;
};

/** Parts of a function that stand in files of their own. */
const parts: Readonly<Record<string, string>> = { "look-again": "assess-change", session: "remediate" };

/** By metric, the functions whose code emits it. */
async function emitted(): Promise<Map<string, Set<string>>> {
	const found = new Map<string, Set<string>>();
	for (const folder of ["shared/runtime/app", "shared/remediations/engine"])
		for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts"))) {
			const stem = file.slice(0, -".ts".length);
			for (const [, metric = ""] of (await readFile(join(folder, file), "utf8")).matchAll(/\bmetric(?:\?\.)?\(\s*"(\w+)"/g))
				found.set(metric, (found.get(metric) ?? new Set()).add(parts[stem] ?? stem));
		}
	return found;
}

describe("metrics", () => {
	it("come from the function that alarms and the dashboard look for", async () => {
		const found = await emitted();
		for (const name of Object.keys(metrics) as MetricName[])
			expect([name, found.get(name) ?? new Set()]).toEqual([name, expect.toSatisfy((by: Set<string>) => by.has(emitters[name]))]);
	});
});

describe("alarms", () => {
	it("have names of their own", () => {
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
	});

	it("look at no longer a time than CloudWatch lets them: a day, or a week in steps of an hour", () => {
		for (const { id, period, periods } of all) expect([id, period * periods <= (period >= 3600 ? 7 : 1) * 86_400]).toEqual([id, true]);
	});

	it("take silence for a failure where something is emitted whether or not something happens", () => {
		expect(all.filter(({ missing }) => missing === "breaching").map(({ id }) => id)).toEqual(["StaleScopes", "NotifySilent"]);
		// Emitted every 15 minutes: each datapoint has one when check-health runs.
		expect(alarm("StaleScopes").period).toBeGreaterThanOrEqual(2 * 900);
		expect(alarm("NotifySilent")).toMatchObject({ comparison: "LessThanThreshold", threshold: 1 });
	});

	it("bear with single errors of what Step Functions tries again", () => {
		expect(alarm("ScanScopeErrors").threshold).toBeGreaterThan(0);
		expect(alarm("PublishSnapshotErrors").threshold).toBeGreaterThan(0);
		for (const id of [
			"PlanScanErrors",
			"FinishRunErrors",
			"NotifyErrors",
			"AssessChangeErrors",
			"SyncFindingsErrors",
			"SlackActionsErrors",
			"CheckHealthErrors",
		])
			expect([id, alarm(id).threshold]).toEqual([id, 0]);
	});

	it("go off before Lambda ends a function", () => {
		expect(alarm("NotifyDuration").threshold).toBe(functionTable.notify.timeout * 900);
		expect(alarm("ScanScopeDuration").threshold).toBe(functionTable["scan-scope"].timeout * 990);
	});

	it("are left out with what they are about", () => {
		const least = alarmsOf(names, { functions: ["plan-scan", "notify"], queues: ["notify"] }).map(({ id }) => id);
		expect(least).toContain("NotifyDeadLetters");
		for (const id of ["SyncDeadLetters", "SlackActionsErrors", "FindingsRefused", "MonthlyBudget"]) expect(least).not.toContain(id);
	});
});

describe("the estimate of costs", () => {
	it("adds up what runs take: a gigabyte for a thousand seconds a day is forty cents a month", () => {
		const { metrics: measured, expression } = costFormula(names, functionNames);
		const value = (given: Readonly<Record<string, number>>): number => {
			const terms = expression.replace(/FILL\((\w+),0\)/g, (_, id: string) => String(given[id] ?? 0));
			expect(terms).toMatch(/^[\d.+*()]+$/);
			// Only digits and signs.
			return Number(new Function(`return ${terms}`)());
		};
		const fixed = value({});
		const notify = Object.entries(measured).find(([, metric]) => metric.dimensions.FunctionName === "parapet-prod-notify")?.[0] ?? "";
		// Half a gigabyte for 2,000 s, in milliseconds.
		expect(value({ [notify]: 2_000_000 }) - fixed).toBeCloseTo(0.4, 2);
		expect(value({ scopes: 1000 }) - fixed).toBeGreaterThan(3);
		expect(fixed).toBeGreaterThan(5);
	});
});

describe("the dashboard", () => {
	it("places its widgets beside each other, none over another", () => {
		const { widgets } = JSON.parse(dashboardOf(names, functionNames, queueNames, [])) as {
			widgets: { x: number; y: number; width: number; height: number }[];
		};
		const taken = new Set<string>();
		for (const { x, y, width, height } of widgets)
			for (let column = x; column < x + width; column++)
				for (let row = y; row < y + height; row++) {
					expect(taken.has(`${column},${row}`)).toBe(false);
					taken.add(`${column},${row}`);
					expect(column).toBeLessThan(24);
				}
	});

	it("shows nothing of what is not deployed", () => {
		const body = dashboardOf(names, ["plan-scan", "notify"], ["notify"], []);
		expect(body).not.toContain("slack-actions");
		expect(body).not.toContain("FindingsSynced");
	});
});
