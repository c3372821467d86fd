import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHba } from "../../../../shared/collectors/kubernetes/conf/hba.ts";

const rule = (more: object) => ({ line: 1, type: "host", databases: ["all"], users: ["all"], options: [], ...more });

describe("pg_hba.conf", () => {
	it.each<[string, object]>([
		["local all all peer", rule({ type: "local", method: "peer" })],
		["local all all peer map=x", rule({ type: "local", method: "peer", options: ["map"] })],
		["host all all 10.0.0.0/8 scram-sha-256", rule({ address: "10.0.0.0/8", method: "scram-sha-256" })],
		["host all all 10.0.0.0 255.0.0.0 md5", rule({ address: "10.0.0.0", netmask: "255.0.0.0", method: "md5" })],
		["host all all fe80::1 ffff:: trust", rule({ address: "fe80::1", netmask: "ffff::", method: "trust" })],
		[
			"hostssl\tall\tall\t::/0\tcert  clientcert=verify-full # x",
			rule({ type: "hostssl", address: "::/0", method: "cert", options: ["clientcert"] }),
		],
		["host a,b c, d samenet md5", rule({ databases: ["a", "b"], users: ["c", "d"], address: "samenet", method: "md5" })],
		["host all +admins all reject", rule({ users: ["+admins"], address: "all", method: "reject" })],
		[
			'host "my db","it""s" "all" .example.com md5',
			rule({ databases: ["my db", 'it"s'], users: ['"all"'], address: ".example.com", method: "md5" }),
		],
		['host all "app" all "md5"', rule({ users: ["app"], address: "all", method: "md5" })],
		[
			"host replication all all ldap ldapbindpasswd=s3cret ldapserver=x",
			rule({ databases: ["replication"], address: "all", method: "ldap", options: ["ldapbindpasswd", "ldapserver"] }),
		],
		['host all all all ldap ldapbindpasswd="a b"', rule({ address: "all", method: "ldap", options: ["ldapbindpasswd"] })],
		["host all \\\nall \\\n 10.0.0.0/8 md5", rule({ address: "10.0.0.0/8", method: "md5" })],
	])("reads %j", (content, expected) => {
		expect(parseHba(content)).toEqual({ rules: [expected], mistakes: [] });
	});

	it.each([
		["host all all", "one address is wanted"],
		["host all", "the line ends too early"],
		["host all all 10.0.0.0/8", "the line ends too early"],
		["local all all", "the line ends too early"],
		["host all all 10.0.0.0 md5", "the address lacks its mask"],
		["host all all 10.0.0.0 ffff:: md5", "the address lacks its mask"],
		["host all all 10.0.0.0/33 md5", "the address is no CIDR block"],
		["host all all 10.0.0/8 md5", "the address is no CIDR block"],
		["host all all ::/129 md5", "the address is no CIDR block"],
		["host all all all scram", "unknown authentication method"],
		["HOST all all all md5", "unknown type of connection"],
		["hosts all all all md5", "unknown type of connection"],
		["host all all a,b md5", "one address is wanted"],
		["host all all all md5 x", "an option is not name=value"],
		['host all "all all md5', "a quote is not closed"],
		["include pg_hba.d/x.conf", "include of another file, which is not read"],
		["include_dir pg_hba.d", "include of another file, which is not read"],
	])("finds the mistake in %j", (content, reason) => {
		expect(parseHba(`# x\n${content}\n`)).toEqual({ rules: [], mistakes: [{ line: 2, reason }] });
	});

	it("numbers lines as the file has them, and says that names in other files are not read", () => {
		const { rules, mistakes } = parseHba("\n# x\nlocal all all \\\npeer\nhost @names all all md5\r\nhost all all all md5");
		expect(rules.map(({ line }) => line)).toEqual([3, 5, 6]);
		expect(mistakes).toEqual([{ line: 5, reason: "names come from an included file, which is not read" }]);
	});

	it("never throws, never shows the value of an option", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.string({ unit: fc.constantFrom('"', "\\", ",", "#", "a", " ", "\n", "=", "@", "/", "host ", "all ", "md5 ") }),
				),
				(content) => {
					parseHba(content);
				},
			),
			{ numRuns: 3000 },
		);
		fc.assert(
			fc.property(fc.string(), (text) => {
				const value = `CANARY${text.replaceAll('"', "").replaceAll(/[\r\n]/g, "")}`;
				expect(JSON.stringify(parseHba(`host all all all ldap ldapbindpasswd="${value}"`))).not.toContain("CANARY");
			}),
		);
		for (const part of ['"', ",", "a,", "a ", "\\\n", "\\"]) parseHba(`host ${part.repeat(100_000)}`);
	});
});
