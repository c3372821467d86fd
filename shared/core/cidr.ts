import { Unobserved } from "./observed.ts";

/** Width of an address in bits: IPv4 or IPv6. */
export type AddressBits = 32 | 128;

/** Inclusive range of addresses of one family. */
export interface AddressRange {
	readonly bits: AddressBits;
	readonly first: bigint;
	readonly last: bigint;
}

/** The addresses of a CIDR block, host bits tolerated; throws `Unobserved` when it is not one. */
export function parseCidr(cidr: string): AddressRange {
	const [address = "", length = "", rest] = cidr.trim().split("/");
	const bits: AddressBits = address.includes(":") ? 128 : 32;
	const value = bits === 128 ? ipv6(address) : ipv4(address);
	const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
	if (value === undefined || rest !== undefined || !(prefix <= bits)) throw new Unobserved(`${JSON.stringify(cidr)} is not a CIDR block.`);
	const host = (1n << BigInt(bits - prefix)) - 1n;
	const first = value & ~host;
	return { bits, first, last: first | host };
}

/** The addresses of all ranges as few, disjoint, ascending ranges; all must be of one family. */
export function mergeRanges(ranges: readonly AddressRange[]): AddressRange[] {
	const merged: AddressRange[] = [];
	for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
		const previous = merged.at(-1);
		if (previous === undefined || range.first > previous.last + 1n) merged.push(range);
		else if (range.last > previous.last) merged[merged.length - 1] = { ...previous, last: range.last };
	}
	return merged;
}

/** The addresses that lie in both ranges, which are of one family. */
export function intersection(a: AddressRange, b: AddressRange): AddressRange | undefined {
	const { first } = a.first > b.first ? a : b;
	const { last } = a.last < b.last ? a : b;
	return first > last ? undefined : { bits: a.bits, first, last };
}

/** How many addresses of `range` lie in none of `excluded`, which are disjoint and of one family with it. */
export function countOutside(range: AddressRange, excluded: readonly AddressRange[]): bigint {
	let count = size(range);
	for (const other of excluded) {
		const common = intersection(range, other);
		if (common) count -= size(common);
	}
	return count;
}

/** The fewest CIDR blocks that make up the range, ascending. */
export function* toBlocks({ bits, first, last }: AddressRange): Generator<{ bits: AddressBits; first: bigint; prefix: number }> {
	let at = first;
	while (at <= last) {
		let free = 0;
		while (free < bits && (at & ((2n << BigInt(free)) - 1n)) === 0n && at + (2n << BigInt(free)) - 1n <= last) free++;
		yield { bits, first: at, prefix: bits - free };
		at += 1n << BigInt(free);
	}
}

/** The usual text form; IPv6 as RFC 5952 has it. */
export function formatAddress(value: bigint, bits: AddressBits): string {
	if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
	const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(":");
	// The first of the longest runs of two or more zero groups becomes "::".
	const zeros = [...groups.matchAll(/\b0(?::0)+\b/g)].reduce((longest, [run]) => (run.length > longest.length ? run : longest), "");
	if (zeros === "") return groups;
	const start = groups.search(new RegExp(`\\b${zeros}\\b`));
	return `${groups.slice(0, start).replace(/:$/, "")}::${groups.slice(start + zeros.length).replace(/^:/, "")}`;
}

const size = ({ first, last }: AddressRange): bigint => last - first + 1n;

function ipv4(text: string): bigint | undefined {
	const octets = text.split(".");
	if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
	return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function ipv6(text: string): bigint | undefined {
	// A trailing dotted quad stands for the last two groups.
	const colon = text.lastIndexOf(":");
	const tail = text.slice(colon + 1);
	const quad = tail.includes(".") ? ipv4(tail) : undefined;
	const plain = quad === undefined ? text : `${text.slice(0, colon + 1)}${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`;
	const [head = "", after, rest] = plain.split("::");
	if (rest !== undefined) return undefined;
	const left = head === "" ? [] : head.split(":");
	const right = after === undefined || after === "" ? [] : after.split(":");
	const missing = 8 - left.length - right.length;
	if (after === undefined ? missing !== 0 : missing < 1) return undefined;
	const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
	if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
	return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
