/**
 * Does RDS's list of allowed values (`0,1`, `1440-10080`, `none,ddl,mod,all`) hold the value, which may itself be a list? Without a list,
 * and with one that is not understood, RDS itself decides.
 */
export function allowsValue(allowed: string | undefined, value: string): boolean {
	if (allowed === undefined || allowed.trim() === "" || /[^\w\s,.+-]/.test(allowed)) return true;
	const items = allowed.split(",").map((item) => item.trim().toLowerCase());
	return value
		.toLowerCase()
		.split(",")
		.every((part) => items.some((item) => item === part.trim() || inRange(item, part.trim())));
}

function inRange(range: string, value: string): boolean {
	const [, first, last] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(range) ?? [];
	return (
		first !== undefined &&
		last !== undefined &&
		/^-?\d+(?:\.\d+)?$/.test(value) &&
		Number(first) <= Number(value) &&
		Number(value) <= Number(last)
	);
}
