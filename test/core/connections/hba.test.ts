import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admissionOf, type HbaSession, rolesOf } from "../../../shared/core/connections/hba.ts";
import type { HbaRule } from "../../../shared/core/resources/postgres.ts";

const session = (differences: Partial<HbaSession> = {}): HbaSession => ({
	user: "app",
	database: "orders",
	address: "10.0.3.7",
	tls: true,
	gss: false,
	replication: false,
	...differences,
});

/** `host all all 10.0.0.0/8 scram-sha-256` as pg_hba_file_rules shows it. */
function rule(text: string, line = 1): HbaRule {
	const [type = "", databases = "", users = "", ...rest] = text.split(" ");
	const method = rest.pop();
	const [address, netmask] = rest;
	return { line, type, databases: databases.split(","), users: users.split(","), address, netmask, method, options: [] };
}

const rules = (...lines: string[]): HbaRule[] => lines.map((text, index) => rule(text, index + 1));
const nobody = () => false;
const admitted = (lines: readonly HbaRule[], one: HbaSession, memberOf: (role: string) => boolean = nobody) => {
	const admission = admissionOf(lines, one, memberOf);
	return "rule" in admission ? admission.rule.line : admission.unknown;
};

describe("the line of pg_hba.conf that admits", () => {
	it("is the first that matches, whatever comes after it", () => {
		const lines = rules("host orders app 10.0.3.0 255.255.255.0 md5", "host all all 0.0.0.0 0.0.0.0 trust");
		expect(admitted(lines, session())).toBe(1);
		expect(admitted(lines, session({ address: "10.0.4.7" }))).toBe(2);
	});

	it.each([
		["host", { tls: true }, true],
		["host", { tls: false }, true],
		["hostssl", { tls: true }, true],
		["hostssl", { tls: false }, false],
		["hostnossl", { tls: true }, false],
		["hostnossl", { tls: false }, true],
		["hostgssenc", { tls: false, gss: true }, true],
		["hostgssenc", { tls: true, gss: false }, false],
		["hostnogssenc", { gss: true, tls: false }, false],
		["hostnogssenc", { gss: false }, true],
		["local", {}, false],
		["local", { address: undefined, tls: false }, true],
		["host", { address: undefined, tls: false }, false],
	] as const)("%s for %j: %s", (type, differences, matches) => {
		expect(admitted([{ ...rule("host all all 0.0.0.0 0.0.0.0 md5"), type }], session(differences)) === 1).toBe(matches);
	});

	it.each([
		["all", {}, true],
		["orders", {}, true],
		["billing,orders", {}, true],
		["ORDERS", {}, false],
		["sameuser", {}, false],
		["sameuser", { user: "orders" }, true],
		["samerole", {}, true],
		["samegroup", {}, true],
		["samerole", { database: "other" }, false],
		["replication", {}, false],
		["replication", { replication: true, database: undefined }, true],
		["all", { replication: true, database: undefined }, false],
		["sameuser", { replication: true, database: undefined }, false],
	] as const)("database %s for %j: %s", (databases, differences, matches) => {
		const lines = rules(`host ${databases} all all scram-sha-256`);
		expect(admitted(lines, session(differences), (role) => role === "orders") === 1).toBe(matches);
	});

	it.each([
		["all", true],
		["app", true],
		["other,app", true],
		["App", false],
		["+staff", true],
		["+others", false],
	])("user %s: %s", (users, matches) => {
		const lines = rules(`host all ${users} all scram-sha-256`);
		expect(admitted(lines, session(), (role) => role === "staff") === 1).toBe(matches);
	});

	it.each([
		["10.0.3.7 255.255.255.255", "10.0.3.7", true],
		["10.0.3.7", "10.0.3.7", true],
		["10.0.3.7/32", "10.0.3.8", false],
		["10.0.3.99 255.255.255.0", "10.0.3.7", true],
		["10.0.0.0 255.0.255.0", "10.9.0.7", true],
		["10.0.0.0 255.0.255.0", "10.9.1.7", false],
		["0.0.0.0 0.0.0.0", "fd00::1", false],
		["::/0", "fd00::1", true],
		["fd00:: ffff::", "fd00:1::1", true],
		["fd00:: ffff:ffff::", "fd00:1::1", false],
		["::/0", "10.0.3.7", false],
		["all", "fd00::1", true],
	])("address %s for %s: %s", (address, client, matches) => {
		expect(admitted(rules(`host all all ${address} scram-sha-256`), session({ address: client })) === 1).toBe(matches);
	});

	it.each(["samenet", "samehost", "db.example.com", ".example.com", "10.0.0.0/99"])(
		"is not known when an earlier one hangs on %s",
		(address) => {
			const lines = rules(`host all all ${address} trust`, "host all all all scram-sha-256");
			expect(admitted(lines, session())).toMatch(/line 1/);
			// Another line cannot be meant when something else of it does not match.
			expect(admitted(rules(`host billing all ${address} trust`, "host all all all scram-sha-256"), session())).toBe(2);
			expect(admitted(rules(`hostnossl all all ${address} trust`, "host all all all scram-sha-256"), session())).toBe(2);
		},
	);

	it("is not known when a keyword is also the name of the database, which the view shows without its quotes", () => {
		const lines = (keyword: string) => rules(`host ${keyword} all all trust`, "host all all all scram-sha-256");
		for (const name of ["replication", "sameuser", "samerole", "samegroup"]) {
			expect(admitted(lines(name), session({ database: name }))).toMatch(/keyword that is also a name/);
			expect(admitted(lines(name), session())).toBe(2);
		}
	});

	it("is not known when an earlier one holds a regular expression, and known when both ask for the same", () => {
		expect(admitted(rules("host /^ord all all trust", "host all all all scram-sha-256"), session())).toMatch(/regular expression/);
		expect(admitted(rules("host all /^a all trust", "host all all all scram-sha-256"), session())).toMatch(/line 1/);
		expect(admitted(rules("host /^ord all all scram-sha-256", "host all all all scram-sha-256"), session())).toBe(2);
		expect(admitted(rules("host /^ord,orders all all trust", "host all all all scram-sha-256"), session())).toBe(1);
	});

	it("is not known when only doubtful ones are there, when none admits, or when one does not parse", () => {
		expect(admitted(rules("host all all samenet trust"), session())).toMatch(/line 1/);
		expect(admitted(rules("host all all 192.168.0.0/16 trust"), session())).toMatch(/No line/);
		expect(admitted([{ ...rule("host all all all trust"), line: 7, error: "x" }], session())).toMatch(/Line 7/);
	});

	it("is the same as a plain reading of the rules for any file", () => {
		const name = fc.constantFrom("a", "b", "c");
		const octet = fc.integer({ min: 0, max: 3 });
		const address = fc.tuple(octet, octet).map(([x, y]) => `10.0.${x}.${y}`);
		const anyRule = fc.record({
			type: fc.constantFrom("local", "host", "hostssl", "hostnossl"),
			database: fc.constantFrom("all", "sameuser", "replication", "a", "b"),
			user: fc.constantFrom("all", "a", "b", "c"),
			network: address,
			bits: fc.constantFrom(0, 8, 24, 30, 31, 32),
		});
		const anySession = fc.record({ user: name, database: name, address: fc.option(address, { nil: undefined }), tls: fc.boolean() });
		const number = (text: string) => text.split(".").reduce((value, part) => value * 256 + Number(part), 0);
		fc.assert(
			fc.property(fc.array(anyRule, { maxLength: 6 }), anySession, (lines, one) => {
				const expected = lines.findIndex(({ type, database, user, network, bits }) => {
					const size = 2 ** (32 - bits);
					const place =
						one.address === undefined
							? type === "local"
							: type !== "local" &&
								(type === "host" || (type === "hostssl") === one.tls) &&
								Math.floor(number(one.address) / size) === Math.floor(number(network) / size);
					return (
						place &&
						(database === "all" || database === one.database || (database === "sameuser" && one.user === one.database)) &&
						(user === "all" || user === one.user)
					);
				});
				const file = lines.map(({ type, database, user, network, bits }, index) => ({
					...rule(`${type} ${database} ${user} ${network}/${bits} scram-sha-256`, index),
					method: `method-${index}`,
				}));
				const admission = admissionOf(file, { ...session(), ...one }, nobody);
				expect("rule" in admission ? admission.rule.line : -1).toBe(expected);
			}),
		);
	});
});

describe("the roles that a role is in", () => {
	const memberships = (...edges: [string, string, boolean?][]) =>
		Map.groupBy(
			edges.map(([member, role, dormant]) => ({ member, role, admin: false, ...(dormant ? { dormant } : {}) })),
			({ member }) => member,
		);

	it("are followed to the end, in circles too", () => {
		expect([...rolesOf("a", memberships(["a", "b"], ["b", "c"], ["c", "b"], ["d", "e"]))].sort()).toEqual(["a", "b", "c"]);
	});

	it("leave out memberships that give nothing when asked to", () => {
		const edges = memberships(["a", "b", true], ["a", "c"]);
		expect([...rolesOf("a", edges, ({ dormant }) => dormant !== true)]).toEqual(["a", "c"]);
		expect([...rolesOf("a", edges)].sort()).toEqual(["a", "b", "c"]);
	});
});
