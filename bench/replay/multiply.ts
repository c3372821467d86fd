import type { Answer, AwsCall, Recording } from "./call.ts";

/** How many of each sort the recorded estate holds, which is the step between its copies. */
const recorded = { db: 1000, snapshot: 1000, cluster: 100, eks: 10 };
const page = 100;

/** RDS listings whose pages are repeated for every copy of the estate. */
const repeated: Readonly<Record<string, string>> = {
	DescribeDBInstances: "DescribeDBInstancesResult",
	DescribeDBClusters: "DescribeDBClustersResult",
	DescribeDBSnapshots: "DescribeDBSnapshotsResult",
};

/** Answers calls from a recording. */
export type Replay = (call: AwsCall) => Answer | undefined;

/**
 * Answers as if the recorded estate stood `copies` times in the region: listings repeat their pages with names that go on counting, calls for
 * one thing answer as that of the first copy does. Groups, keys and networks stay the same, as in an account that grows.
 */
export function multiplied(recording: Recording, copies: number): Replay {
	if (copies === 1) return (call) => recording[call.key];
	const pages = listingPages(recording);
	const metrics = Object.entries(recording).find(([key]) => key.includes(" GetMetricData "))?.[1];
	return (call) => {
		const form = new URLSearchParams(call.service === "rds" ? call.key.slice(call.key.lastIndexOf(" ") + 1) : "");
		if (call.service === "rds" && call.operation in repeated && form.get("SnapshotType") === null)
			return repeatedPage(pages.get(call.operation) ?? [], copies, Number(form.get("Marker") ?? 0));
		if (call.operation === "GetMetricData") return metrics;
		if (call.service === "eks") return eksAnswer(recording, call, copies);
		return renamedAnswer(recording, call);
	};
}

/** The pages of each listing in order, as texts without their markers. */
function listingPages(recording: Recording): Map<string, string[]> {
	const pages = new Map<string, string[]>();
	for (const [key, answer] of Object.entries(recording)) {
		const operation = Object.keys(repeated).find((name) => key.startsWith("rds POST / ") && key.includes(` ${name} `));
		if (!operation || !key.includes(`MaxRecords=${page}`) || key.includes("SnapshotType=") || key.includes("Filters")) continue;
		const text = Buffer.from(answer.body, "base64")
			.toString()
			.replace(/<Marker>[^<]*<\/Marker>|<Marker\s*\/>/, "");
		pages.set(operation, [...(pages.get(operation) ?? []), text]);
	}
	return pages;
}

function repeatedPage(pages: readonly string[], copies: number, index: number): Answer | undefined {
	const text = pages[index % pages.length];
	if (text === undefined) return undefined;
	const renamed = rename(text, Math.floor(index / pages.length));
	const more = index + 1 < pages.length * copies ? `<Marker>${index + 1}</Marker>` : "";
	return xml(renamed.replace(/(<\w+Result>)/, `$1${more}`));
}

/** The names of the `copy`th copy. */
const rename = (text: string, copy: number): string =>
	copy === 0
		? text
		: text
				.replace(
					/(?<=[>:])(db|snapshot|cluster)-(\d+)(?=<)/g,
					(_, sort: "db", number: string) => `${sort}-${Number(number) + copy * recorded[sort]}`,
				)
				.replace(/(?<=<DbiResourceId>)[^<]+/g, (id) => `${id}${copy}`);

/** The answer for the same thing in the first copy, with the name that was asked for. */
function renamedAnswer(recording: Recording, call: AwsCall): Answer | undefined {
	const exact = recording[call.key];
	if (exact) return exact;
	let copy = 0;
	const key = call.key.replace(/(snapshot|cluster|db)-(\d+)/g, (_, sort: "db", number: string) => {
		copy = Math.floor(Number(number) / recorded[sort]);
		return `${sort}-${Number(number) % recorded[sort]}`;
	});
	const answer = recording[key];
	return answer && xml(rename(Buffer.from(answer.body, "base64").toString(), copy));
}

function eksAnswer(recording: Recording, call: AwsCall, copies: number): Answer | undefined {
	if (call.operation === "GET /clusters") {
		const names = Array.from({ length: copies * recorded.eks }, (_, index) => `eks-${index}`);
		const from = Number(/nextToken=(\d+)/.exec(call.key)?.[1] ?? 0);
		const until = from + page;
		return json({ clusters: names.slice(from, until), ...(until < names.length ? { nextToken: String(until) } : {}) });
	}
	const number = Number(/\/clusters\/eks-(\d+)/.exec(call.key)?.[1] ?? Number.NaN);
	if (Number.isNaN(number)) return recording[call.key];
	const [own, first] = [`eks-${number}`, `eks-${number % recorded.eks}`];
	const answer = recording[call.key.replaceAll(own, first)];
	const renamed = (text: string) => text.replace(new RegExp(`\\b${first}\\b`, "g"), own);
	return answer && { ...answer, body: Buffer.from(renamed(Buffer.from(answer.body, "base64").toString())).toString("base64") };
}

const xml = (text: string): Answer => ({
	status: 200,
	headers: { "content-type": "text/xml" },
	body: Buffer.from(text).toString("base64"),
});
const json = (value: unknown): Answer => ({
	status: 200,
	headers: { "content-type": "application/json" },
	body: Buffer.from(JSON.stringify(value)).toString("base64"),
});
