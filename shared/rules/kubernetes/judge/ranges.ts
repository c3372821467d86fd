import { parseCidr } from "../../../core/cidr.ts";

/** Is the block larger than these networks? Throws `Unobserved` when it is no CIDR block. */
export function isWiderThan(cidr: string, minimum4: number, minimum6: number): boolean {
	const { bits, first, last } = parseCidr(cidr);
	const largest = 1n << BigInt(bits - (bits === 32 ? minimum4 : minimum6));
	return last - first + 1n > largest;
}
