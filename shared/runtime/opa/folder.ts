import type { Opa, OpaRun } from "./opa.ts";

/** A folder of Rego with the opa that works on it. */
export interface PolicyFolder {
	readonly opa: Opa;
	readonly directory: string;
	/** The flags that let opa take Rego v0; none for v1. */
	readonly v0: readonly string[];
}

/** Patterns of what is no part of the policies: hidden files and folders (but not the folder `.` itself), and packages. */
export const ignored: readonly string[] = ["--ignore", ".?*", "--ignore", "node_modules"];

/** Is it the name of such a file or folder? */
export const ignoredName = (name: string): boolean => name.startsWith(".") || name === "node_modules";

/** What opa says is wrong, line by line, without its count of errors. */
export const complaints = ({ stdout, stderr }: OpaRun): string[] =>
	`${stderr}\n${stdout}`
		.split("\n")
		.flatMap((line) =>
			line.replace(/^(?:error: )?(?:load error: )?(?:bundle [^:]*: )?\d+ errors? occurred(?: during loading)?:\s*/, "").trimEnd(),
		)
		.filter((line) => line.trim() !== "");
