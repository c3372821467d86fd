import type { Snapshot } from "../core/snapshot.ts";

/** How the reader sees it; only the terminal table looks at it. */
export interface ReportStyle {
	readonly colour: boolean;
	/** Columns. */
	readonly width: number;
}

/** A report: pure, in chunks, so that a large snapshot is never one string. */
export type Report = (snapshot: Snapshot, style: ReportStyle) => Iterable<string>;

/** One format of `--format`. */
export interface Format {
	/** Name of the file in the output directory; absent for what is only for the terminal. */
	readonly file?: string;
	readonly about: string;
	readonly load: () => Promise<Report>;
}

/** All formats, by the name that `--format` takes. Each is loaded when it is used. */
export const formats = {
	table: { about: "for people, worst first", load: async () => (await import("./table.ts")).table },
	json: { file: "snapshot.json", about: "the snapshot, complete", load: async () => (await import("./json.ts")).json },
	html: { file: "report.html", about: "one self-contained page", load: async () => (await import("./html.ts")).html },
	ocsf: {
		file: "findings.ocsf.ndjson",
		about: "OCSF 1.8 Compliance Findings, one a line",
		load: async () => (await import("./ocsf.ts")).ocsf,
	},
	asff: {
		file: "findings.asff.json",
		about: "AWS Security Finding Format, for Security Hub",
		load: async () => (await import("./asff.ts")).asff,
	},
	compliance: {
		file: "compliance.json",
		about: "for auditors, per cluster: connections, violations, encryption, access",
		load: async () => (await import("./compliance.ts")).compliance,
	},
	csv: { file: "findings.csv", about: "one finding a row", load: async () => (await import("./csv.ts")).csv },
	sarif: { file: "results.sarif", about: "SARIF 2.1.0 for code scanning", load: async () => (await import("./sarif.ts")).sarif },
	junit: { file: "junit.xml", about: "JUnit XML for CI", load: async () => (await import("./junit.ts")).junit },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as FormatName[];

/** Formats that are files, with the name of the file. */
export const fileFormats = formatNames.flatMap((name) => {
	const format: Format = formats[name];
	return format.file ? [{ name, file: format.file, load: format.load }] : [];
});

/** The file name of a format, also of one that is normally for the terminal. */
export const fileNameOf = (name: FormatName): string => fileFormats.find((format) => format.name === name)?.file ?? `${name}.txt`;
