import type { Snapshot } from "../core/snapshot.ts";
import { type FormatName, fileNameOf, formats } from "../reports/index.ts";
import { type Destination, publishReport } from "../sinks/s3/publish.ts";

/** What is published beside snapshots and findings. */
const reports: readonly (readonly [FormatName, string])[] = [
	["html", "text/html; charset=utf-8"],
	["compliance", "application/json"],
	["csv", "text/csv; charset=utf-8"],
];

const style = { colour: false, width: 80 };

/** Publishes the page, the compliance report and the CSV of a snapshot; those that are there already stay. */
export async function publishReports(destination: Pick<Destination, "store" | "prefix">, snapshot: Snapshot): Promise<void> {
	for (const [name, contentType] of reports) {
		const chunks = (await formats[name].load())(snapshot, style);
		await publishReport(destination, snapshot, { file: fileNameOf(name), contentType, chunks });
	}
}
