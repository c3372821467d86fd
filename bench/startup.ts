import { command, median } from "./measure.ts";
import { parapet } from "./parapet.ts";
import { prowlerChecks } from "./prowler.ts";
import { ratio, type Section, seconds } from "./section.ts";

const target = 300;

/** What a command that asks nothing of AWS costs: the median of 20 listings of the catalogue, beside Prowler's listing of its checks. */
export async function startup(): Promise<Section> {
	const times: number[] = [];
	for (let run = 0; run < 20; run++) {
		const started = performance.now();
		await command(parapet[0] ?? "", [...parapet.slice(1), "rules", "list"]);
		times.push(performance.now() - started);
	}
	const ours = median(times);
	const theirs = await prowlerChecks(["rds", "eks"]);
	return {
		name: "startup",
		title: "Start-up: listing the catalogue",
		columns: ["Program", "Wall"],
		rows: [
			["`parapet rules list` (median of 20)", seconds(ours)],
			["`prowler aws --list-checks --service rds eks`, one run", seconds(theirs.wallMs)],
			["Ratio", ratio(theirs.wallMs, ours)],
		],
		targets: [{ text: "`parapet rules list` under 300 ms", met: ours < target, figure: `${Math.round(ours)} ms` }],
	};
}
