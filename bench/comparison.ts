import { middle, type ScanCost } from "./measure.ts";
import { runParapet } from "./parapet.ts";
import { prowlerChecks, runProwler } from "./prowler.ts";
import { region, services } from "./replay/recording.ts";
import { count, megabytes, ratio, type Section, seconds } from "./section.ts";

/** Both programs on one endpoint, in turn, as medians. */
export interface Pair {
	readonly ours: ScanCost;
	readonly theirs: ScanCost;
	readonly runs: number;
}

/** Runs both programs `runs` times, changing which goes first. */
export async function inTurn(url: string, runs: number): Promise<Pair> {
	const [ours, theirs]: [ScanCost[], ScanCost[]] = [[], []];
	for (let run = 0; run < runs; run++) {
		const programs = [
			async () => void ours.push(await runParapet(url, region, services)),
			async () => void theirs.push(await runProwler(url, region, services)),
		];
		for (const program of run % 2 ? programs.toReversed() : programs) await program();
	}
	return { ours: middle(ours), theirs: middle(theirs), runs };
}

export const comparisonColumns = ["", "Wall", "CPU", "Peak memory", "API calls", "Most at a time", "Findings"] as const;

/** One program's figures as a row. */
export const costRow = (label: string, { wallMs, cpuMs, peakRssMb, calls, findings }: ScanCost): string[] => [
	label,
	seconds(wallMs),
	seconds(cpuMs),
	megabytes(peakRssMb),
	count(calls.total),
	count(calls.peakConcurrency),
	findings === undefined ? "" : count(findings),
];

/** Two programs and how they compare, as three rows. */
export const pairRows = (label: string, { ours, theirs }: Pair): string[][] => [
	costRow(`Parapet, ${label}`, ours),
	costRow(`Prowler, ${label}`, theirs),
	[
		`Prowler / Parapet, ${label}`,
		ratio(theirs.wallMs, ours.wallMs),
		ratio(theirs.cpuMs, ours.cpuMs),
		ratio(theirs.peakRssMb, ours.peakRssMb),
		ratio(theirs.calls.total, ours.calls.total),
		"",
		"",
	],
];

/** How many checks and rules stand behind the comparison. */
export async function whatRan(): Promise<string> {
	const { rules } = await import("../shared/rules/index.ts");
	const { kinds } = await import("../shared/core/kinds.ts");
	const own = rules.filter((rule) => services.some((service) => kinds[rule.resource].service === service)).length;
	const { count: checks } = await prowlerChecks(services);
	return `Services ${services.join(" and ")}: ${own} rules of Parapet, ${checks} checks of Prowler. Prowler writes OCSF JSON to a file, Parapet its JSON snapshot to standard output.`;
}

/** The targets of the comparison, except for wall time. */
export const resourceTargets = ({ ours, theirs }: Pair): Section["targets"] => [
	{
		text: "at most a third of Prowler's API calls",
		met: ours.calls.total * 3 <= theirs.calls.total,
		figure: `${count(ours.calls.total)} against ${count(theirs.calls.total)}, ${ratio(theirs.calls.total, ours.calls.total)}`,
	},
	{
		text: "peak memory below Prowler's and under 256 MB",
		met: ours.peakRssMb < Math.min(256, theirs.peakRssMb),
		figure: `${megabytes(ours.peakRssMb)} against ${megabytes(theirs.peakRssMb)}`,
	},
];
