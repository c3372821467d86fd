import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountsFor } from "../../../shared/core/connections/mysql-accounts.ts";
import { mysqlAccount } from "../../support/compliant/database.ts";

const accounts = (...names: string[]) =>
	names.map((name) => {
		const at = name.lastIndexOf("@");
		return mysqlAccount(name.slice(0, at), { host: name.slice(at + 1) });
	});
const names = (all: ReturnType<typeof accounts>, user: string, host: string, address: string | undefined = host) =>
	accountsFor(all, { user, host, address }).map((account) => `${account.user}@${account.host}`);

describe("the account that a MySQL server takes for a client", () => {
	it.each([
		["a literal host before a pattern", ["app@%", "app@10.0.3.%", "app@10.0.3.7"], "app@10.0.3.7"],
		["the pattern whose wildcard comes later", ["app@%", "app@10.%", "app@10.0.%"], "app@10.0.%"],
		["any host at last", ["app@10.1.%", "app@%"], "app@%"],
		["% before the empty host", ["app@", "app@%"], "app@%"],
		["host before user: the anonymous one of a nearer host", ["app@%", "@10.0.3.7"], "@10.0.3.7"],
		["of equal hosts the named user", ["@10.0.3.7", "app@10.0.3.7"], "app@10.0.3.7"],
		["a netmask", ["app@%", "app@10.0.3.0/255.255.255.0"], "app@10.0.3.0/255.255.255.0"],
		["a prefix length", ["app@%", "app@10.0.0.0/8"], "app@10.0.0.0/8"],
		["no netmask of another network", ["app@%", "app@10.0.4.0/255.255.255.0"], "app@%"],
		["an underscore for one character", ["app@%", "app@10.0.3._"], "app@10.0.3._"],
	])("%s", (_, all, expected) => {
		expect(names(accounts(...all), "app", "10.0.3.7")).toEqual([expected]);
	});

	it("is none of another user, of another host, or a role", () => {
		expect(names(accounts("other@%", "app@10.0.4.7", "app@10.0.3._7"), "app", "10.0.3.7")).toEqual([]);
		expect(names([mysqlAccount("app", { host: "%", role: true })], "app", "10.0.3.7")).toEqual([]);
	});

	it("compares hosts without case and users with it", () => {
		expect(names(accounts("app@DB.Example.COM"), "app", "db.example.com")).toEqual(["app@DB.Example.COM"]);
		expect(names(accounts("App@%"), "app", "db.example.com")).toEqual([]);
	});

	it("takes a backslash for what makes a wildcard plain", () => {
		expect(names(accounts("app@h\\_1"), "app", "h_1")).toEqual(["app@h\\_1"]);
		expect(names(accounts("app@h\\_1"), "app", "hx1")).toEqual([]);
		expect(names(accounts("app@h_1"), "app", "hx1")).toEqual(["app@h_1"]);
	});

	it("may be one of several when the server shows a name and accounts ask for addresses", () => {
		const all = accounts("app@%", "app@10.0.3.%");
		expect(accountsFor(all, { user: "app", host: "web.example.com", address: undefined })).toHaveLength(2);
		expect(names(all, "app", "ip-10-0-3-7.ec2.internal", "10.0.3.7")).toEqual(["app@10.0.3.%"]);
	});

	it("may be one of two equals", () => {
		expect(names(accounts("root@localhost", "root@127.0.0.1"), "root", "localhost", "127.0.0.1")).toEqual([
			"root@localhost",
			"root@127.0.0.1",
		]);
	});

	it("does not take an account by address for a client over the socket", () => {
		expect(names(accounts("root@127.0.0.1", "root@10.%", "root@localhost"), "root", "localhost", "")).toEqual(["root@localhost"]);
	});

	it("takes wildcards as SQL does, for any pattern", () => {
		const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 6 });
		const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "_", "%"), minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(pattern, text, (host, client) => {
				const like = new RegExp(`^${host.replace(/\./g, "\\.").replace(/%+/g, ".*").replace(/_/g, ".")}$`);
				expect(names(accounts(`app@${host}`), "app", client).length === 1).toBe(like.test(client));
			}),
		);
	});

	it("answers hostile patterns in time that does not explode", () => {
		const all = accounts(`app@${"%a".repeat(60)}b`);
		expect(names(all, "app", "a".repeat(255))).toEqual([]);
	});
});
