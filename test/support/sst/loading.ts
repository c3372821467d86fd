import type { BundleFile, FunctionBundle } from "./graph.ts";

/** What of a bundle is loaded: at its start alone, or with everything that it may load later but for files that `never` names. */
export function loadable({ files }: Pick<FunctionBundle, "files">, never: "later" | ((file: BundleFile) => boolean)): BundleFile[] {
	const byName = new Map(files.map((file) => [file.name, file]));
	const reached = new Set(files.slice(0, 1));
	for (const { loads, later } of reached)
		for (const name of [...loads, ...(never === "later" ? [] : later)]) {
			const file = byName.get(name);
			if (file && (never === "later" || !never(file))) reached.add(file);
		}
	return [...reached];
}

export const bytesOf = (files: readonly BundleFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
