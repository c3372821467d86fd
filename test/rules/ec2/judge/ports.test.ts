import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpen, reachOn } from "../../../../shared/core/network.ts";
import type { IngressRule } from "../../../../shared/core/resources/network.ts";
import { listed, openPorts, openRanges, rangeName } from "../../../../shared/rules/ec2/judge/ports.ts";
import { admits, open } from "../../../support/ingress.ts";

const unknown = (port: number): IngressRule => ({ ...admits([], port), source: { kind: "prefixList", value: "pl-1" } });

describe("openPorts", () => {
	it("gives reach and ranges of every open port and protocol", () => {
		expect(openPorts([admits(["128.0.0.0/1"], 53, 53, "udp"), admits(open, 53)], [53, 54], ["tcp", "udp"])).toEqual([
			{ protocol: "tcp", port: 53, reach: "world", ranges: ["0.0.0.0/0"] },
			{ protocol: "udp", port: 53, reach: "wide", ranges: ["128.0.0.0/1"] },
		]);
	});

	it("tells what is open even when another port is not known, and else that it is not known", () => {
		expect(openPorts([unknown(1), admits(open, 2)], [1, 2], ["tcp"]).map(({ port }) => port)).toEqual([2]);
		expect(() => openPorts([unknown(1)], [1, 2], ["tcp"])).toThrow("prefix list pl-1");
		expect(openPorts([unknown(3)], [1, 2], ["tcp"])).toEqual([]);
	});

	it("does not hide a defect as something that is not known", () => {
		expect(() => openPorts([{ ...admits(open, 1), cidrs: undefined as unknown as string[] }], [1], ["tcp"])).toThrow(TypeError);
	});
});

describe("openRanges", () => {
	const cidr = fc.constantFrom("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2", "10.0.0.0/8", "::/0");
	const port = fc.integer({ min: 0, max: 12 }).map((value) => (value === 12 ? 65_535 : value));
	const rule = fc
		.tuple(cidr, port, port, fc.constantFrom("tcp", "udp", "all"))
		.map(([source, a, b, protocol]) =>
			protocol === "all" ? admits([source], 0, 65_535, "all") : admits([source], Math.min(a, b), Math.max(a, b), protocol),
		);

	it("holds exactly the ports that are open one by one, in as few ranges as can be", () => {
		fc.assert(
			fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
				const ranges = openRanges(rules, "tcp");
				for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 40_000, 65_534, 65_535]) {
					expect(ranges.some(({ fromPort, toPort }) => fromPort <= at && at <= toPort)).toBe(isOpen(reachOn(rules, at).reach));
				}
				for (const [index, { fromPort }] of ranges.entries()) {
					const previous = ranges[index - 1];
					if (previous) expect(fromPort).toBeGreaterThan(previous.toPort + 1);
				}
			}),
		);
	});
});

describe("names", () => {
	it("of ranges", () => {
		expect(rangeName({ protocol: "tcp", fromPort: 22, toPort: 22 })).toBe("tcp 22");
		expect(rangeName({ protocol: "udp", fromPort: 0, toPort: 65_535 })).toBe("udp 0-65535");
	});

	it.each([
		[[], ""],
		[["a"], "a"],
		[["a", "b"], "a and b"],
		[["a", "b", "c", "d", "e", "f"], "a, b, c, d, e and f"],
		[["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"],
	])("of %j", (items, text) => {
		expect(listed(items)).toBe(text);
	});
});
