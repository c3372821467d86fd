type Json = { readonly [member: string]: unknown };

/**
 * Does an event match a pattern of EventBridge? Only the operators that the rules use; anything else throws. Arrays in an event match when one of their
 * elements does, and a member is looked for in each object of an array.
 */
export function matches(pattern: Json, event: unknown): boolean {
	return Object.entries(pattern).every(([member, wanted]) => {
		const found = valuesAt(event, member);
		if (Array.isArray(wanted)) return wanted.some((condition) => satisfies(condition, found));
		return found.some((value) => matches(wanted as Json, value));
	});
}

function valuesAt(event: unknown, member: string): unknown[] {
	if (Array.isArray(event)) return event.flatMap((each) => valuesAt(each, member));
	if (typeof event !== "object" || event === null || !Object.hasOwn(event, member)) return [];
	const value = (event as Json)[member];
	return Array.isArray(value) ? value : [value];
}

function satisfies(condition: unknown, found: readonly unknown[]): boolean {
	if (typeof condition !== "object" || condition === null) return found.includes(condition);
	const [[operator, operand] = [], ...others] = Object.entries(condition);
	if (others.length > 0) throw new Error("One operator at a time.");
	switch (operator) {
		case "exists":
			return found.length > 0 === operand;
		case "prefix":
			return found.some((value) => typeof value === "string" && value.startsWith(operand));
		case "suffix":
			return found.some((value) => typeof value === "string" && value.endsWith(operand));
		case "anything-but":
			return found.some((value) => !(Array.isArray(operand) ? operand : [operand]).includes(value));
		default:
			throw new Error(`Operator ${operator} is not known here.`);
	}
}
