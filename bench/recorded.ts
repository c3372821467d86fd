import { comparisonColumns, inTurn, type Pair, pairRows } from "./comparison.ts";
import { startReplay } from "./replay/recording.ts";
import type { Section } from "./section.ts";

const latencyMs = 30;

/** Both programs on recorded answers, which a separate process serves without moto's own work. */
export async function recorded(runs: number): Promise<Section> {
	const plain = await onReplay(0, runs);
	const slow = await onReplay(latencyMs, runs);
	return {
		name: "recorded",
		title: "Against Prowler on recorded answers of the same estate",
		columns: comparisonColumns,
		rows: [...pairRows("no latency", plain), ...pairRows(`${latencyMs} ms a call`, slow)],
		notes: [`Medians of ${runs} runs of each program, in alternating order. Every call was answered from the recording.`],
		targets: [],
	};
}

/** Throws when the recording lacks an answer, since figures of failed calls would mean nothing. */
async function onReplay(delayMs: number, runs: number): Promise<Pair> {
	const server = await startReplay({ delayMs });
	try {
		const pair = await inTurn(server.url, runs);
		const missing = await server.missing();
		if (missing.length > 0)
			throw new Error(`The recording lacks ${missing.length} answers; delete .cache/bench and run again. First: ${missing[0]}`);
		return pair;
	} finally {
		await server.stop();
	}
}
