import { kindsOf } from "../../../shared/core/select.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { type AppConfig, appConfigFormat } from "../../../shared/runtime/app/app-config.ts";
import type { AppContext } from "../../../shared/runtime/app/context.ts";
import { PublishRequest, ScanItem, ScanRequest } from "../../../shared/runtime/app/messages.ts";
import { publishPorts } from "../../../shared/runtime/app/publish-ports.ts";
import { publishSnapshot } from "../../../shared/runtime/app/publish-snapshot.ts";
import { insideReader } from "../../../shared/runtime/app/read-inside.ts";
import { type PartReader, type ScanPorts, scanScope } from "../../../shared/runtime/app/scan-scope.ts";
import { noRuleSettings } from "../../../shared/runtime/rule-settings.ts";
import { chosenRules } from "../../../shared/runtime/scan.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { readLatest } from "../../../shared/sinks/s3/latest.ts";
import { memoryStore } from "../object-store.ts";

/** The configuration of an application that reads all kinds of AWS, with what a test changes. */
export const appConfig = (changes: Partial<AppConfig> = {}): AppConfig => ({
	format: appConfigFormat,
	access: { regions: ["eu-west-1", "us-east-1"], allRegions: false, roles: [], concurrency: 8, inspectLogEvents: false, utilization: true },
	selection: {},
	kinds: [...kindsOf(chosenRules({}, noRuleSettings))],
	rules: noRuleSettings,
	suppressions: [],
	policies: { bundles: [], shipped: false },
	databases: [],
	kubernetes: { clusters: [] },
	reports: false,
	deploy: {},
	...changes,
});

/** A context whose time stands still unless a test moves it, and which keeps what it is told. */
export function testContext(start: number, total = 900_000) {
	const metrics = new Map<string, number>();
	const logged: { readonly message: string; readonly data: Readonly<Record<string, unknown>> }[] = [];
	const note = (message: string, data: Readonly<Record<string, unknown>> = {}) => void logged.push({ message, data });
	const clock = { now: start, end: start + total };
	return {
		clock,
		metrics,
		logged,
		log: { debug: note, info: note, warn: note, error: note },
		metric: (name: string, value: number) => void metrics.set(name, (metrics.get(name) ?? 0) + value),
		now: () => clock.now,
		remaining: () => clock.end - clock.now,
	} satisfies Omit<AppContext, "environment" | "requestId"> & Record<string, unknown>;
}

/** Scans and publishes items one after the other, as the state machine does, AWS by `aws`; gives the newest snapshot of each scope. */
export async function scanItems(
	items: readonly ScanItem[],
	ports: ScanPorts & { readonly config: AppConfig },
	aws: PartReader<"scope">,
	now: number,
) {
	const evidence = memoryStore("evidence");
	const snapshots: Snapshot[] = [];
	const publishing = publishPorts({ config: ports.config, state: ports.state, evidence });
	for (const item of items) {
		const context = testContext(now);
		const request = ScanRequest.parse({
			run: "run-1",
			startedAt: new Date(now).toISOString(),
			trigger: "manual",
			item: ScanItem.parse(item),
		});
		let progress = await scanScope(request, context, ports, aws);
		while (progress.status !== "ready") {
			const next = ScanRequest.parse({ ...request, parts: progress.parts, handed: progress.handed });
			progress =
				progress.status === "scope"
					? await scanScope(next, context, ports, aws)
					: await scanScope(next, context, ports, insideReader(ports));
		}
		const published = await publishSnapshot(PublishRequest.parse(progress), context, publishing);
		for (const { scope } of [published, ...(published.clusters ?? [])]) {
			const latest = await readLatest(evidence, "", scope, checkSnapshot);
			if (latest?.snapshot) snapshots.push(latest.snapshot);
		}
	}
	return snapshots;
}
