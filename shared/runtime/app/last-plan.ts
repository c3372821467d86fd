import { scopeName } from "../../core/history/scope-name.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { AppConfig } from "./app-config.ts";
import { clusterName } from "./cluster-name.ts";
import { stateLayout } from "./layout.ts";
import type { Plan, ScanItem } from "./messages.ts";

/** What the last run over everything set out to scan. */
export interface Planned {
	/** Of its scopes, as they are in keys. */
	readonly names: ReadonlySet<string>;
	readonly at: number;
}

/** The scopes of the last run over everything; undefined when there was none. */
export async function lastPlan(state: ObjectStore, config: Pick<AppConfig, "kubernetes">): Promise<Planned | undefined> {
	const stored = await state.get(stateLayout.lastPlan);
	if (!stored) return undefined;
	// plan-scan alone writes it; a schema would make every bundle that asks for it a fifth larger.
	const plan = JSON.parse(Buffer.from(stored.body).toString("utf8")) as Plan;
	const items = await state.get(plan.key);
	if (!items) return undefined;
	const names = new Set<string>();
	for (const { scope, clusters = [] } of JSON.parse(Buffer.from(items.body).toString("utf8")) as ScanItem[]) {
		names.add(scopeName(scope));
		for (const arn of clusters) {
			names.add(scopeName({ ...scope, cluster: clusterName(arn, config) }));
		}
	}
	return { names, at: Date.parse(plan.startedAt) };
}
