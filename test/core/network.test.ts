import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admitting, internetReach, isOpen, type Reach, reachOf, reachOn } from "../../shared/core/network.ts";
import { Unobserved } from "../../shared/core/observed.ts";
import type { IngressRule } from "../../shared/core/resources/network.ts";

const rule = (over: Partial<IngressRule> & { from?: string } = {}): IngressRule => {
	const { from = "0.0.0.0/0", ...fields } = over;
	return { protocol: "tcp", fromPort: 5432, toPort: 5432, source: { kind: "cidr", value: from }, cidrs: [from], ...fields };
};

describe("internetReach", () => {
	it.each<[string, string[], Reach]>([
		["nothing", [], "none"],
		["the whole of IPv4", ["0.0.0.0/0"], "world"],
		["the whole of IPv6", ["::/0"], "world"],
		["two halves that look harmless one by one", ["0.0.0.0/1", "128.0.0.0/1"], "world"],
		["the half with more public addresses", ["0.0.0.0/1"], "world"],
		["the half with fewer public addresses", ["128.0.0.0/1"], "wide"],
		["half of global unicast", ["2000::/4"], "world"],
		["a quarter of global unicast", ["2000::/5"], "wide"],
		["four quarters less one", ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2"], "world"],
		["a public /8", ["52.0.0.0/8"], "some"],
		["one address more than a /8", ["52.0.0.0/8", "54.0.0.1/32"], "wide"],
		["two pieces of which the second repeats the first", ["52.0.0.0/8", "52.1.0.0/16"], "some"],
		["a /7", ["52.0.0.0/7"], "wide"],
		["a /7 of which half is private", ["10.0.0.0/7"], "some"],
		["an IPv6 /16", ["2600::/16"], "some"],
		["more than an IPv6 /16", ["2600::/16", "2601::/128"], "wide"],
		["one address", ["203.0.113.7/32"], "some"],
		["one IPv6 address", ["2600:1f18::1/128"], "some"],
		["private IPv4", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], "none"],
		["shared, loopback, link-local and benchmarking IPv4", ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "198.18.0.0/15"], "none"],
		["this-network, protocol, multicast and reserved IPv4", ["0.0.0.0/8", "192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4"], "none"],
		["private IPv6", ["fc00::/7", "fe80::/10", "::1/128", "ff00::/8"], "none"],
		["the neighbour of a private range", ["172.32.0.0/16"], "some"],
		["the neighbour of the shared range", ["100.128.0.0/16"], "some"],
		["the neighbour of the benchmarking range", ["198.20.0.0/16"], "some"],
		["the neighbour of the protocol range", ["192.0.1.0/24"], "some"],
		["the last unicast range", ["223.255.255.255/32"], "some"],
		["open IPv6 beside private IPv4", ["10.0.0.0/8", "::/0"], "world"],
		["some IPv4 beside private IPv6", ["203.0.113.0/24", "fc00::/7"], "some"],
		["host bits set", ["1.2.3.4/0"], "world"],
	])("%s: %j is %s", (_, cidrs, reach) => {
		expect(internetReach(cidrs).reach).toBe(reach);
	});

	it("shows merged ranges, the largest first, without private ones", () => {
		expect(internetReach(["0.0.0.0/1", "128.0.0.0/1"]).ranges).toEqual(["0.0.0.0/0"]);
		expect(internetReach(["203.0.113.0/25", "10.0.0.0/8", "203.0.113.128/25", "52.0.0.0/8", "2600::/16"]).ranges).toEqual([
			"52.0.0.0/8",
			"2600::/16",
			"203.0.113.0/24",
		]);
		// Adjacent to a public block, but private itself.
		expect(internetReach(["11.0.0.0/8", "10.0.0.0/8"]).ranges).toEqual(["10.0.0.0/7"]);
		expect(internetReach(["9.0.0.0/8", "10.0.0.0/8"]).ranges).toEqual(["9.0.0.0/8"]);
	});

	it("shows at most 20 ranges", () => {
		const cidrs = Array.from({ length: 21 }, (_, index) => `52.${2 * index}.0.0/16`);
		expect(internetReach(cidrs.slice(0, 20)).ranges).toHaveLength(20);
		expect(internetReach(cidrs).ranges).toHaveLength(20);
	});

	it("says that a malformed block leaves the question open", () => {
		expect(() => internetReach(["10.0.0.0/8", "everywhere"])).toThrow(Unobserved);
	});

	const cidr = fc.oneof(
		fc
			.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 32 }))
			.map(([a, b, prefix]) => `${a}.${b}.0.0/${prefix}`),
		fc.tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 128 })).map(([a, prefix]) => `${a.toString(16)}::/${prefix}`),
	);
	const rank = (reach: Reach) => ["none", "some", "wide", "world"].indexOf(reach);

	it("never shrinks when a block is added, and does not depend on order or repetition", () => {
		fc.assert(
			fc.property(fc.array(cidr, { maxLength: 8 }), cidr, (cidrs, more) => {
				const before = internetReach(cidrs);
				const after = internetReach([more, ...cidrs]);
				expect(rank(after.reach)).toBeGreaterThanOrEqual(rank(before.reach));
				expect(internetReach([...cidrs.toReversed(), ...cidrs])).toEqual(before);
			}),
		);
	});

	it("does not change when every IPv4 block is split into halves, however often", () => {
		const split = (block: string): string[] => {
			const [address = "", prefix = ""] = block.split("/");
			const [a = 0, b = 0] = address.split(".").map(Number);
			const length = Number(prefix);
			if (length >= 16) return [block];
			const base = ((a << 8) | b) & ~((1 << (16 - length)) - 1);
			const half = base + (1 << (15 - length));
			return [base, half].map((value) => `${value >> 8}.${value & 255}.0.0/${length + 1}`);
		};
		const ipv4 = fc
			.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 16 }))
			.map(([a, b, prefix]) => `${a}.${b}.0.0/${prefix}`);
		fc.assert(
			fc.property(fc.array(ipv4, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3 }), (blocks, times) => {
				let pieces = blocks;
				for (let round = 0; round < times; round++) pieces = pieces.flatMap(split);
				expect(internetReach(pieces)).toEqual(internetReach(blocks));
			}),
		);
	});

	it("shows ranges that have the reach which it names, as long as all are shown", () => {
		fc.assert(
			fc.property(fc.array(cidr, { maxLength: 4 }), (cidrs) => {
				const { reach, ranges } = internetReach(cidrs);
				if (ranges.length < 20) expect(internetReach(ranges).reach).toBe(reach);
			}),
		);
	});
});

describe("admitting", () => {
	it("keeps the rules whose port range holds the port, ends included", () => {
		const range = rule({ fromPort: 100, toPort: 200 });
		expect([99, 100, 150, 200, 201].map((port) => admitting([range], port).length)).toEqual([0, 1, 1, 1, 0]);
	});

	it("keeps rules for all protocols and none for another protocol", () => {
		const all = rule({ protocol: "all", fromPort: 0, toPort: 65535 });
		const udp = rule({ protocol: "udp" });
		expect(admitting([all, udp], 5432)).toEqual([all]);
		expect(admitting([all, udp], 5432, "udp")).toEqual([all, udp]);
	});

	it("reads protocol numbers, and ignores the ports of rules for all protocols", () => {
		expect(admitting([rule({ protocol: "6" }), rule({ protocol: "17" })], 5432)).toEqual([rule({ protocol: "6" })]);
		expect(admitting([rule({ protocol: "17" })], 5432, "udp")).toHaveLength(1);
		expect(admitting([rule({ protocol: "-1", fromPort: -1, toPort: -1 })], 5432)).toHaveLength(1);
		expect(admitting([rule({ protocol: "47" })], 5432)).toHaveLength(0);
	});
});

describe("reachOn", () => {
	it("adds up rules that admit the port, and only those", () => {
		const halves = [
			rule({ from: "0.0.0.0/1" }),
			rule({ from: "128.0.0.0/1", fromPort: 0, toPort: 65535 }),
			rule({ fromPort: 22, toPort: 22 }),
		];
		expect(reachOn(halves, 5432)).toEqual({ reach: "world", ranges: ["0.0.0.0/0"] });
		expect(reachOn(halves, 80).ranges).toEqual(["128.0.0.0/1"]);
		expect(reachOn(halves, 5432, "udp")).toEqual({ reach: "none", ranges: [] });
	});

	it("follows prefix lists, and does not count security groups", () => {
		const list = rule({ source: { kind: "prefixList", value: "pl-1" }, cidrs: ["0.0.0.0/1", "128.0.0.0/1"] });
		const group = rule({ source: { kind: "securityGroup", value: "sg-1" }, cidrs: [] });
		expect(reachOn([list], 5432).reach).toBe("world");
		expect(reachOn([group], 5432).reach).toBe("none");
	});

	it("is unknown when it hangs on a prefix list without known entries, and open when another rule is open anyway", () => {
		const list = rule({ source: { kind: "prefixList", value: "pl-1" }, cidrs: [] });
		expect(() => reachOn([list], 5432)).toThrow("The entries of prefix list pl-1 are not known.");
		expect(() => reachOf([list, rule({ from: "203.0.113.7/32" })])).toThrow(Unobserved);
		expect(reachOf([list, rule()]).reach).toBe("world");
		expect(reachOn([list], 80).reach).toBe("none");
	});
});

describe("isOpen", () => {
	it("holds for wide and world", () => {
		expect((["none", "some", "wide", "world"] as const).filter(isOpen)).toEqual(["wide", "world"]);
	});
});
