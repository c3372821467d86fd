import type { Snapshot } from "../../core/snapshot.ts";
import { jsonOf } from "../../sinks/s3/latest.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { Destination } from "../../sinks/s3/publish.ts";

/**
 * The snapshot of this id as it was judged, when an earlier delivery has stored it: judging again may come to something else once somebody suppressed a
 * finding or the application was deployed anew. Its history is taken out again, since that depends on what is published when. Undefined when there is
 * none, or one into which looks at changes were put.
 */
export async function storedAsJudged({ store, format }: Destination, key: string, id: string): Promise<Snapshot | undefined> {
	const stored = await store.get(key);
	if (!stored) return undefined;
	const source = addressOf(store.bucket, key);
	const { carried: _, ...snapshot } = format.read(await jsonOf(stored.body, source), source);
	if (snapshot.id !== id || snapshot.readings) return undefined;
	const { finishedAt: firstSeen, estate } = snapshot;
	return {
		...snapshot,
		findings: snapshot.findings.map((finding) => ({ ...finding, firstSeen })),
		...(estate ? { estate: { ...estate, connections: estate.connections.map((each) => ({ ...each, firstSeen })) } } : {}),
	};
}
