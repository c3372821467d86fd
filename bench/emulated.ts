import { startEmulator } from "../test/support/aws/emulator.ts";
import { comparisonColumns, costRow, inTurn, pairRows, resourceTargets, whatRan } from "./comparison.ts";
import { runParapet } from "./parapet.ts";
import { estate, region, services } from "./replay/recording.ts";
import { count, megabytes, ratio, type Section } from "./section.ts";

const latencyMs = 30;

/** Parapet and Prowler on the same moto server with the same estate, without latency and with that of a region. */
export async function emulated(runs: number): Promise<Section> {
	const emulator = await startEmulator();
	try {
		const large = await emulator.seedLarge({ ...estate, region });
		const plain = await inTurn(emulator.url, runs);
		const files = await runParapet(emulator.url, region, services, "files");
		await emulator.faults([{ service: "*", kind: "latency", ms: latencyMs }]);
		const slow = await inTurn(emulator.url, runs);
		const faster = ({ ours, theirs }: typeof plain) => theirs.wallMs / ours.wallMs;
		return {
			name: "prowler",
			title: `Against Prowler on one moto server: ${count(large.dbInstances)} DB instances, ${count(large.dbClusters)} clusters, ${count(large.dbSnapshots)} snapshots, ${count(large.parameterGroups)} parameter groups, ${count(large.eksClusters)} EKS clusters`,
			columns: comparisonColumns,
			rows: [
				...pairRows("no latency", plain),
				...pairRows(`${latencyMs} ms a call`, slow),
				costRow("Parapet by default, no latency (table and all report files, one run)", files),
			],
			notes: [`Medians of ${runs} runs of each program, in alternating order. ${await whatRan()}`],
			targets: [
				{
					text: `10x less wall time with ${latencyMs} ms a call`,
					met: faster(slow) >= 10,
					figure: ratio(slow.theirs.wallMs, slow.ours.wallMs),
				},
				{ text: "4x less wall time without latency", met: faster(plain) >= 4, figure: ratio(plain.theirs.wallMs, plain.ours.wallMs) },
				...resourceTargets(slow),
				{
					text: "under 256 MB with all report files too",
					met: files.peakRssMb < 256,
					figure: megabytes(files.peakRssMb),
				},
			],
		};
	} finally {
		await emulator.stop();
	}
}
