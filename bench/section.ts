/** One part of the benchmark as it is shown: a table, and how the targets stand. */
export interface Section {
	readonly name: string;
	readonly title: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
	readonly targets: readonly { readonly text: string; readonly met: boolean; readonly figure: string }[];
	/** Sentences under the table. */
	readonly notes?: readonly string[];
}

const number = new Intl.NumberFormat("en-US");

export const count = (value: number): string => number.format(Math.round(value));
export const megabytes = (value: number): string => `${Math.round(value)} MB`;

/** Milliseconds as seconds, or as milliseconds when they are few. */
export const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`);

/** How many times as much `theirs` is. */
export const ratio = (theirs: number, ours: number): string => `${(theirs / ours).toFixed(1)}x`;

/** A section in Markdown. */
export function markdown({ title, columns, rows, targets, notes = [] }: Section): string {
	const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	const rule = columns.map((_, index) => (index === 0 ? "---" : "---:"));
	const table = [row(columns), row(rule), ...rows.map(row)].join("\n");
	const standing = targets.map(({ text, met, figure }) => `- ${met ? "Met" : "**Missed**"}: ${text}; measured ${figure}.`).join("\n");
	return [`### ${title}`, table, ...notes, ...(standing ? [standing] : [])].join("\n\n");
}
