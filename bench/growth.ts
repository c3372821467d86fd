import { middle } from "./measure.ts";
import { runParapet } from "./parapet.ts";
import { estate, region, services, startReplay } from "./replay/recording.ts";
import { count, megabytes, type Section, seconds } from "./section.ts";

const copies = [1, 2, 5, 10, 20];

/** What the cost of a scan does when the estate grows: the recorded estate, so many times over. */
export async function growth(runs: number): Promise<Section> {
	const points: { instances: number; resources: number; wallMs: number; cpuMs: number; peakRssMb: number; calls: number }[] = [];
	for (const times of copies) {
		const server = await startReplay({ copies: times });
		try {
			const all = [];
			for (let run = 0; run < runs; run++) all.push(await runParapet(server.url, region, services));
			const missing = await server.missing();
			if (missing.length > 0) throw new Error(`The replay lacks ${missing.length} answers, first: ${missing[0]}`);
			const { wallMs, cpuMs, peakRssMb, calls } = middle(all);
			// Instances, clusters, snapshots, EKS clusters with one node group each, and one subnet group.
			const copy = estate.instances + estate.clusters + estate.snapshots + 2 * estate.eksClusters;
			points.push({ instances: estate.instances * times, resources: copy * times + 1, wallMs, cpuMs, peakRssMb, calls: calls.total });
		} finally {
			await server.stop();
		}
	}
	const [wall, cpu, memory] = [
		line(points.map((p) => [p.resources, p.wallMs])),
		line(points.map((p) => [p.resources, p.cpuMs])),
		line(points.map((p) => [p.resources, p.peakRssMb])),
	];
	// CPU time from one estate to the next: the fixed cost of a start hides nothing, and other work on the machine counts little.
	const more = points.slice(1).map((point, index) => {
		const before = points[index] ?? point;
		return (point.cpuMs - before.cpuMs) / (point.resources - before.resources);
	});
	const [first, last] = [more[0] ?? Number.NaN, more.at(-1) ?? Number.NaN];
	return {
		name: "growth",
		title: "Growth: the recorded estate 1 to 20 times over",
		columns: ["DB instances", "Resources", "Wall", "CPU", "Peak memory", "API calls", "Wall a resource"],
		rows: points.map((point) => [
			count(point.instances),
			count(point.resources),
			seconds(point.wallMs),
			seconds(point.cpuMs),
			megabytes(point.peakRssMb),
			count(point.calls),
			`${(point.wallMs / point.resources).toFixed(2)} ms`,
		]),
		notes: [
			`Medians of ${runs} runs, no latency. Least squares: wall = ${seconds(wall.intercept)} + ${wall.slope.toFixed(3)} ms a resource (R² ${wall.fit.toFixed(4)}); CPU = ${seconds(cpu.intercept)} + ${cpu.slope.toFixed(3)} ms a resource (R² ${cpu.fit.toFixed(4)}); peak memory = ${megabytes(memory.intercept)} + ${(memory.slope * 1024).toFixed(1)} kB a resource (R² ${memory.fit.toFixed(4)}).`,
		],
		targets: [
			{
				text: "cost grows linearly from 1,000 to 20,000 instances (one more resource takes at most a quarter more CPU at the end than at the start)",
				met: last <= first * 1.25,
				figure: `${first.toFixed(2)} ms of CPU for one more resource at the start, ${last.toFixed(2)} ms at the end`,
			},
		],
	};
}

/** Least squares, and the share of the variance that the line explains. */
function line(points: readonly (readonly [number, number])[]): { slope: number; intercept: number; fit: number } {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
	const sum = (term: (x: number, y: number) => number) => points.reduce((total, [x, y]) => total + term(x - mx, y - my), 0);
	const [xx, yy, xy] = [sum((x) => x * x), sum((_, y) => y * y), sum((x, y) => x * y)];
	return { slope: xy / xx, intercept: my - (xy / xx) * mx, fit: (xy * xy) / (xx * yy) };
}
