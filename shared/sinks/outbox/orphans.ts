import { digestOf } from "../../core/alerts/alert.ts";
import type { Outbox } from "./entries.ts";
import { enqueueAlerts } from "./inbox.ts";
import type { Store } from "./store.ts";

/**
 * Has what waits for targets that are no longer configured decided about anew, by the routes as they are now; twice it is the same. Digests stay, since they
 * are no alerts any more; notes and checks concern nobody else. For who holds the lease, which `keep` keeps.
 */
export async function decideOrphansAnew(
	store: Store,
	outbox: Outbox,
	targets: ReadonlySet<string>,
	keep: () => Promise<void>,
): Promise<void> {
	for (const [target, entries] of await outbox.waiting()) {
		if (targets.has(target)) continue;
		for (const waiting of entries) {
			await keep();
			const entry = await outbox.entry(waiting);
			if (!entry || entry.message.type === "digest") continue;
			const { message } = entry;
			if (message.type === "alert" && message.check === undefined)
				await enqueueAlerts(store, digestOf("anew", target, message.id), message.observedAt, [message]);
			await outbox.done(entry);
		}
	}
}
