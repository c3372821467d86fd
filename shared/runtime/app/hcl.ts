/** An expression of Terraform among values. */
export class Expression {
	readonly text: (level: number) => string;

	constructor(text: (level: number) => string) {
		this.text = text;
	}
}

/** An expression as it is written. */
export const expression = (text: string): Expression => new Expression(() => text);

/** `jsonencode(…)` of a value. */
export const jsonencode = (value: unknown): Expression => new Expression((level) => `jsonencode(${hcl(value, level)})`);

/** A block: `resource "aws_iam_role" "scanner" { … }`. */
export const block = (header: string, members: object): string => `${header} {\n${assignments(members, 1)}}\n`;

/** A value as `terraform fmt` writes it, within a block at this depth. `${…}` in texts is Terraform's. */
export function hcl(value: unknown, level: number): string {
	if (value instanceof Expression) return value.text(level);
	const end = "  ".repeat(level);
	if (Array.isArray(value)) {
		if (value.length === 0) return "[]";
		return `[\n${value.map((item) => `${end}  ${hcl(item, level + 1)},\n`).join("")}${end}]`;
	}
	if (typeof value === "object" && value !== null) return `{\n${assignments(value, level + 1)}${end}}`;
	return JSON.stringify(value);
}

/** Members one a line; the signs of those in a row that hold their value in one line stand below each other. */
function assignments(members: object, level: number): string {
	const lines = Object.entries(members).map(([name, item]) => ({
		name: /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name),
		value: hcl(item, level),
	}));
	const width = (index: number): number => {
		const isShort = (at: number) => lines[at]?.value.includes("\n") === false;
		if (!isShort(index)) return 0;
		let [first, last] = [index, index];
		while (isShort(first - 1)) first--;
		while (isShort(last + 1)) last++;
		return Math.max(...lines.slice(first, last + 1).map(({ name }) => name.length));
	};
	return lines.map(({ name, value }, index) => `${"  ".repeat(level)}${name.padEnd(width(index))} = ${value}\n`).join("");
}
