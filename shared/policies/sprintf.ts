/**
 * OPA's `sprintf` as its Go implementation prints: numbers by Go's verbs, texts, and everything else as Rego writes it. A verb that does not
 * fit is shown as Go shows it (`%!d(string=x)`), it is no error.
 */
export function sprintf(format: string, values: readonly unknown[]): string {
	let next = 0;
	const text = format.replace(
		/%([-+# 0]*)(\d+)?(?:\.(\d+)?)?(.|$)/gsu,
		(whole, flags: string, width?: string, digits?: string, verb?: string) => {
			if (verb === "%") return "%";
			if (!verb) return "%!(NOVERB)";
			if (next >= values.length) return `%!${verb}(MISSING)`;
			const precision = whole.includes(".") ? Number(digits ?? 0) : undefined;
			return pad(formatted(values[next++], verb, flags, precision), flags, Math.min(Number(width ?? 0), 1_000), values[next - 1]);
		},
	);
	const extra = values.slice(next).map((value) => `${typeName(value)}=${plain(value)}`);
	return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(", ")})` : text;
}

function formatted(value: unknown, verb: string, flags: string, precision: number | undefined): string {
	const misfit = () => `%!${verb}(${typeName(value)}=${plain(value)})`;
	if (typeof value !== "number") {
		const text = typeof value === "string" ? value : rego(value);
		const cut = precision === undefined ? text : Array.from(text).slice(0, precision).join("");
		if (verb === "s" || verb === "v") return flags.includes("#") && verb === "v" ? JSON.stringify(cut) : cut;
		if (verb === "q") return JSON.stringify(cut);
		if (verb === "x" || verb === "X") return cased(hex(cut), verb);
		return verb === "T" ? "string" : misfit();
	}
	const sign = value >= 0 && flags.includes("+") ? "+" : value >= 0 && flags.includes(" ") ? " " : "";
	if (verb === "T") return typeName(value);
	if (isInt64(value)) {
		if (verb === "d" || verb === "v") return sign + plain(value);
		const radix = { b: 2, o: 8, x: 16, X: 16 }[verb];
		if (radix) return sign + cased((flags.includes("#") && radix === 16 ? "0x" : "") + value.toString(radix), verb);
		if (verb === "c") return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(value) : "\uFFFD";
		return misfit();
	}
	if (verb === "v" || verb === "g")
		return sign + (precision === undefined ? plain(value) : String(Number(value.toPrecision(Math.min(precision || 1, 100)))));
	if (verb === "f" || verb === "F") return sign + value.toFixed(Math.min(precision ?? 6, 100));
	if (verb === "e" || verb === "E") return sign + cased(twoDigits(value.toExponential(Math.min(precision ?? 6, 100))), verb);
	return misfit();
}

function pad(text: string, flags: string, width: number, value: unknown): string {
	const missing = width - Array.from(text).length;
	if (missing <= 0) return text;
	if (flags.includes("-")) return text + " ".repeat(missing);
	if (!flags.includes("0")) return " ".repeat(missing) + text;
	const sign = typeof value === "number" ? (/^[+-]?/.exec(text)?.[0] ?? "") : "";
	return sign + "0".repeat(missing) + text.slice(sign.length);
}

/** A number as Go's %v prints it, a text as it is. */
function plain(value: unknown): string {
	if (typeof value !== "number") return typeof value === "string" ? value : rego(value);
	if (isInt64(value)) return BigInt(value).toString();
	const magnitude = Math.abs(value);
	return magnitude < 1e-4 || magnitude >= 1e6 ? twoDigits(value.toExponential()) : String(value);
}

/** A value as Rego writes it: JSON with a space after commas and colons. Sets have become lists on their way here. */
function rego(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(rego).join(", ")}]`;
	if (typeof value === "object" && value !== null)
		return `{${Object.entries(value)
			.map(([key, entry]) => `${JSON.stringify(key)}: ${rego(entry)}`)
			.join(", ")}}`;
	return typeof value === "number" ? plain(value) : (JSON.stringify(value) ?? "null");
}

/** Larger whole numbers are floats to Go. */
const isInt64 = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 63;
const typeName = (value: unknown): string => (typeof value !== "number" ? "string" : isInt64(value) ? "int64" : "float64");
const cased = (text: string, verb: string): string => (verb === verb.toUpperCase() ? text.toUpperCase() : text);
const twoDigits = (text: string): string => text.replace(/e([+-])(\d)$/, "e$10$2");
const hex = (text: string): string => Buffer.from(text, "utf8").toString("hex");
