/**
 * Writing what is shared once: thousands of servers hold the same parameter set by identity, and a saved inventory must neither grow with
 * their product nor lose that identity when it is read again.
 */

const reference = "$shared";

/** A value whose shared objects were moved aside; plain JSON. */
export interface Interned {
	readonly shared: readonly unknown[];
	readonly value: unknown;
}

/**
 * Moves every object or array that occurs more than once by identity, and has more than `minimum` entries, into `shared`; its occurrences become
 * `{ "$shared": index }`. Input must be acyclic plain data.
 */
export function intern(value: unknown, minimum = 8): Interned {
	const occurrences = new Map<object, number>();
	const count = (node: unknown): void => {
		if (typeof node !== "object" || node === null) return;
		const times = (occurrences.get(node) ?? 0) + 1;
		occurrences.set(node, times);
		if (times === 1) for (const child of Object.values(node)) count(child);
	};
	count(value);
	const shared: unknown[] = [];
	const indexes = new Map<object, number>();
	const write = (node: unknown): unknown => {
		if (typeof node !== "object" || node === null) return node;
		if ((occurrences.get(node) ?? 0) < 2 || Object.keys(node).length <= minimum) return copy(node);
		const known = indexes.get(node);
		if (known !== undefined) return { [reference]: known };
		const written = copy(node);
		indexes.set(node, shared.push(written) - 1);
		return { [reference]: shared.length - 1 };
	};
	const copy = (node: object): unknown =>
		Array.isArray(node) ? node.map(write) : Object.fromEntries(Object.entries(node).map(([key, child]) => [key, write(child)]));
	return { value: write(value), shared };
}

/** The inverse of `intern`: equal data, with identity restored. Throws `RangeError` for a reference that points nowhere (or forward). */
export function restore({ shared, value }: Interned): unknown {
	const done: unknown[] = [];
	const read = (node: unknown): unknown => {
		if (typeof node !== "object" || node === null) return node;
		if (Array.isArray(node)) return node.map(read);
		const entries = Object.entries(node);
		const [only] = entries;
		if (entries.length === 1 && only?.[0] === reference) {
			if (typeof only[1] !== "number" || !(only[1] in done)) throw new RangeError(`No shared value ${JSON.stringify(only[1])}.`);
			return done[only[1]];
		}
		return Object.fromEntries(entries.map(([key, child]) => [key, read(child)]));
	};
	for (const entry of shared) done.push(read(entry));
	return read(value);
}
