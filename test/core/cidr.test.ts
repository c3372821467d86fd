import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOutside, formatAddress, mergeRanges, parseCidr, toBlocks } from "../../shared/core/cidr.ts";
import { Unobserved } from "../../shared/core/observed.ts";

describe("parseCidr", () => {
	it.each([
		["10.0.0.0/8", 32, 0x0a000000n, 0x0affffffn],
		["10.1.2.3/8", 32, 0x0a000000n, 0x0affffffn],
		["255.255.255.255/32", 32, 0xffffffffn, 0xffffffffn],
		["0.0.0.0/0", 32, 0n, 0xffffffffn],
		["::/0", 128, 0n, (1n << 128n) - 1n],
		["::1/128", 128, 1n, 1n],
		["1::/16", 128, 1n << 112n, (2n << 112n) - 1n],
		["2001:DB8::A:0/128", 128, 0x20010db80000000000000000000a0000n, 0x20010db80000000000000000000a0000n],
		["1:2:3:4:5:6:7:8/128", 128, 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
		["::ffff:1.2.3.4/128", 128, 0xffff01020304n, 0xffff01020304n],
		[" 10.0.0.0/8 ", 32, 0x0a000000n, 0x0affffffn],
	])("reads %s", (cidr, bits, first, last) => {
		expect(parseCidr(cidr)).toEqual({ bits, first, last });
	});

	it.each([
		"",
		"10.0.0.0",
		"10.0.0.0/",
		"10.0.0.0/33",
		"10.0.0.0/-1",
		"10.0.0.0/8/8",
		"10.0.0/8",
		"10.0.0.0.0/8",
		"10.0.0.256/8",
		"010.0.0.0/8",
		"10.0.0.0/8a",
		"a10.0.0.0/8",
		"10.0.0.a/8",
		"10.0.0.0/0008",
		"::/129",
		"1:2:3/128",
		":::/0",
		"1::2::3/128",
		"1:2:3:4:5:6:7:8:9/128",
		"1:2:3:4::5:6:7:8/128",
		"12345::/16",
		"g::/16",
		"::1.2.3/128",
		"fe80::1%eth0/64",
		"pl-0a1b2c",
	])("refuses %j", (cidr) => {
		expect(() => parseCidr(cidr)).toThrow(Unobserved);
		expect(() => parseCidr(cidr)).toThrow("is not a CIDR block");
	});
});

describe("formatAddress", () => {
	it.each([
		"::",
		"::1",
		"1::",
		"2001:db8::1",
		"2001:db8:0:1:1:1:1:1",
		"2001:0:0:1::1",
		"1::2:0:0:3:4",
		"1:2:3:4:5:6:7:8",
		"10:0:0:20::",
		"2001:db8::10:0:0:1",
	])("writes %s as RFC 5952 does", (text) => {
		expect(formatAddress(parseCidr(`${text}/128`).first, 128)).toBe(text);
	});

	it("is undone by parsing, for every address of both families", () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
				expect(parseCidr(`${formatAddress(value, 128)}/128`).first).toBe(value);
				expect(parseCidr(`${formatAddress(value & 0xffffffffn, 32)}/32`).first).toBe(value & 0xffffffffn);
			}),
		);
	});

	it("is undone by parsing for addresses made mostly of zero groups", () => {
		const group = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
		fc.assert(
			fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
				const value = groups.reduce((sum, one) => (sum << 16n) | BigInt(one), 0n);
				const text = formatAddress(value, 128);
				expect(parseCidr(`${text}/128`).first).toBe(value);
				if (groups.some((one, index) => one === 0 && groups[index + 1] === 0)) expect(text).toContain("::");
			}),
		);
	});
});

const small = fc
	.record({ first: fc.integer({ min: 0, max: 255 }), size: fc.integer({ min: 0, max: 40 }) })
	.map(({ first, size }) => ({ bits: 32 as const, first: BigInt(first), last: BigInt(Math.min(255, first + size)) }));
const members = (ranges: readonly { first: bigint; last: bigint }[]) => {
	const found = new Set<bigint>();
	for (const { first, last } of ranges) for (let at = first; at <= last; at++) found.add(at);
	return found;
};

describe("ranges", () => {
	it("merge into disjoint, non-adjacent, ascending ranges of the same addresses", () => {
		fc.assert(
			fc.property(fc.array(small, { maxLength: 12 }), (ranges) => {
				const merged = mergeRanges(ranges);
				expect(members(merged)).toEqual(members(ranges));
				for (const [index, range] of merged.entries()) {
					const next = merged[index + 1];
					if (next) expect(next.first > range.last + 1n).toBe(true);
				}
			}),
		);
	});

	it("count what lies outside disjoint exclusions", () => {
		fc.assert(
			fc.property(small, fc.array(small, { maxLength: 6 }), (range, others) => {
				const excluded = mergeRanges(others);
				expect(countOutside(range, excluded)).toBe(BigInt(members([range]).difference(members(excluded)).size));
			}),
		);
	});

	it("split into blocks of the same addresses, aligned and as few as can be", () => {
		fc.assert(
			fc.property(small, (range) => {
				const blocks = [...toBlocks(range)].map(({ first, prefix }) => ({ first, last: first + (1n << BigInt(32 - prefix)) - 1n, prefix }));
				expect(members(blocks)).toEqual(members([range]));
				for (const { first, prefix } of blocks) expect(first % (1n << BigInt(32 - prefix))).toBe(0n);
				// Two neighbours of equal size that could be one block would not be the fewest.
				for (const [index, block] of blocks.entries()) {
					const next = blocks[index + 1];
					if (next?.prefix === block.prefix) expect(block.first % (1n << BigInt(33 - block.prefix))).not.toBe(0n);
				}
			}),
		);
	});

	it("turn whole address spaces into one block", () => {
		expect([...toBlocks(parseCidr("0.0.0.0/0"))]).toEqual([{ bits: 32, first: 0n, prefix: 0 }]);
		expect([...toBlocks(parseCidr("::/0"))]).toEqual([{ bits: 128, first: 0n, prefix: 0 }]);
	});
});
