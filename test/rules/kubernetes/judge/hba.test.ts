import { describe, expect, it } from "vitest";
import { asServed } from "../../../../shared/rules/kubernetes/judge/hba.ts";
import { hbaLine } from "../../../support/database-config.ts";

const served = (address: string | undefined, netmask?: string) => {
	const [line] = asServed([hbaLine({ address, ...(netmask === undefined ? {} : { netmask }) })]);
	return [line?.address, line?.netmask];
};

describe("lines of pg_hba.conf as the server shows them", () => {
	it.each([
		["10.0.0.0/8", "10.0.0.0", "255.0.0.0"],
		["10.1.2.3/32", "10.1.2.3", "255.255.255.255"],
		["0.0.0.0/0", "0.0.0.0", "0.0.0.0"],
		["10.0.0.0/15", "10.0.0.0", "255.254.0.0"],
		["::/0", "::", "0:0:0:0:0:0:0:0"],
		["fd00::/47", "fd00::", "ffff:ffff:fffe:0:0:0:0:0"],
		["::1/128", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
	])("%s becomes an address with a mask", (block, address, netmask) => {
		expect(served(block)).toEqual([address, netmask]);
	});

	it.each(["all", "samenet", "db.example.com", "10.0.0.0/8/8", "10.0.0.0/33", "10.0.0.0/8x", "10.0.0.0/x8", "::/129", ".example.com"])(
		"%s stays as it is",
		(address) => {
			expect(served(address)).toEqual([address, undefined]);
		},
	);

	it("a mask that is there already stays", () => {
		expect(served("10.0.0.0", "255.255.0.0")).toEqual(["10.0.0.0", "255.255.0.0"]);
	});

	it("lines without address stay, and lines with an error go", () => {
		expect(served(undefined)).toEqual([undefined, undefined]);
		expect(asServed([hbaLine({ error: "invalid" })])).toEqual([]);
	});
});
