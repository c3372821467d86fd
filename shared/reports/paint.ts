import type { Severity } from "../core/severity.ts";

/** ANSI styles, or nothing when colour is off. */
export function paint(on: boolean) {
	const style = (code: string) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);
	const bySeverity: Record<Severity, (text: string) => string> = {
		critical: style("1;31"),
		high: style("31"),
		medium: style("33"),
		low: style("36"),
		informational: style("2"),
	};
	return {
		bold: style("1"),
		dim: style("2"),
		red: style("31"),
		green: style("32"),
		yellow: style("33"),
		severity: (severity: Severity, text: string) => bySeverity[severity](text),
	};
}
