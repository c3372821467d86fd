import { type AddressBits, type AddressRange, formatAddress, mergeRanges, parseCidr, toBlocks } from "../../../core/cidr.ts";

/** Is the block larger than these networks? Throws `Unobserved` when it is no CIDR block. */
export const isWiderThan = (cidr: string, minimum4: number, minimum6: number): boolean => areWiderThan([cidr], minimum4, minimum6);

/** Are the blocks, which are disjoint and of one family, together larger than one of these networks? */
export function areWiderThan(cidrs: readonly string[], minimum4: number, minimum6: number): boolean {
	const ranges = cidrs.map(parseCidr);
	const size = ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
	return ranges.some(({ bits }) => size > 1n << BigInt(bits - (bits === 32 ? minimum4 : minimum6)));
}

/** The blocks that are left of one without others; throws `Unobserved` when one of them is no CIDR block. */
export function blocksWithout(cidr: string, except: readonly string[]): string[] {
	const whole = parseCidr(cidr);
	const holes = mergeRanges(except.map(parseCidr).filter(({ bits }) => bits === whole.bits));
	const left: AddressRange[] = [];
	let first = whole.first;
	for (const hole of holes) {
		if (hole.last < first || hole.first > whole.last) continue;
		if (hole.first > first) left.push({ bits: whole.bits, first, last: hole.first - 1n });
		first = hole.last + 1n;
	}
	if (first <= whole.last) left.push({ bits: whole.bits, first, last: whole.last });
	return left.flatMap((range) => [...toBlocks(range)].map(blockName));
}

const blockName = ({ bits, first, prefix }: { bits: AddressBits; first: bigint; prefix: number }): string =>
	`${formatAddress(first, bits)}/${prefix}`;
