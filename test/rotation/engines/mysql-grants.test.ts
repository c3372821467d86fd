import { describe, expect, it } from "vitest";
import { grantChanges, parseGrants, serverWide, share } from "../../../shared/rotation/engines/mysql-grants.ts";
import { quotedName, quotedText, tokensOf } from "../../../shared/rotation/engines/mysql-tokens.ts";

const account = "`o_clone`@`%`";
const changes = (wanted: readonly string[], there: readonly string[] = ["GRANT USAGE ON *.* TO `o_clone`@`%`"]) =>
	grantChanges(parseGrants(wanted), parseGrants(there), account);

/** A first user with the lines, and a second that has nothing yet. */
const given = (...lines: readonly string[]) => changes(lines).grant;

describe("tokens", () => {
	it("take nothing inside a name or text for a part of the statement", () => {
		expect(tokensOf("GRANT `a`` TO b` 'it''s \\' \\n' \"x\"\"y\" <secret> 5.5 on,").map(({ kind, value }) => [kind, value])).toEqual([
			["word", "GRANT"],
			["name", "a` TO b"],
			["text", "it's ' \n"],
			["text", 'x"y'],
			["sign", "<secret>"],
			["word", "5.5"],
			["word", "ON"],
			["sign", ","],
		]);
	});

	it.each(["a`b", "it's \\", "заказы", "`", "' TO '"])("are what %j is quoted as", (text) => {
		expect(tokensOf(quotedName(text))).toMatchObject([{ kind: "name", value: text }]);
		expect(tokensOf(quotedText(text))).toMatchObject([{ kind: "text", value: text }]);
	});
});

describe("grants are given again", () => {
	it.each([
		["GRANT USAGE ON *.* TO `o`@`%`", []],
		["GRANT SELECT, INSERT ON `d`.* TO `o`@`%`", ["GRANT SELECT, INSERT ON `d`.* TO `o_clone`@`%`"]],
		["GRANT SELECT ON `d`.* TO `o`@`%` WITH GRANT OPTION", ["GRANT SELECT ON `d`.* TO `o_clone`@`%` WITH GRANT OPTION"]],
		["GRANT USAGE ON `d`.* TO `o`@`%` WITH GRANT OPTION", ["GRANT USAGE ON `d`.* TO `o_clone`@`%` WITH GRANT OPTION"]],
		["GRANT ALL PRIVILEGES ON `d\\_x`.* TO 'o'@'%'", ["GRANT ALL PRIVILEGES ON `d\\_x`.* TO `o_clone`@`%`"]],
		["GRANT SELECT ON `a' TO 'b ON c`.`t TO ``x` TO `o`@`%`", ["GRANT SELECT ON `a' TO 'b ON c`.`t TO ``x` TO `o_clone`@`%`"]],
		[
			"GRANT SELECT (`a`, `b,``)`), INSERT, UPDATE (`a`) ON `d`.`t` TO `o`@`%`",
			["GRANT SELECT (`a`), SELECT (`b,``)`), INSERT, UPDATE (`a`) ON `d`.`t` TO `o_clone`@`%`"],
		],
		["GRANT SELECT (a, b) ON `d`.`t` TO 'o'@'%'", ["GRANT SELECT (a), SELECT (b) ON `d`.`t` TO `o_clone`@`%`"]],
		[
			"GRANT EXECUTE, ALTER ROUTINE ON PROCEDURE `d`.`p` TO `o`@`%`",
			["GRANT EXECUTE, ALTER ROUTINE ON PROCEDURE `d`.`p` TO `o_clone`@`%`"],
		],
		["GRANT EXECUTE ON PACKAGE BODY `d`.`p` TO `o`@`%`", ["GRANT EXECUTE ON PACKAGE BODY `d`.`p` TO `o_clone`@`%`"]],
		["GRANT `r`@`%`,`it's, r`@`h` TO `o`@`%`", ["GRANT `r`@`%` TO `o_clone`@`%`", "GRANT `it's, r`@`h` TO `o_clone`@`%`"]],
		["GRANT `r` TO `o`@`%` WITH ADMIN OPTION", ["GRANT `r` TO `o_clone`@`%` WITH ADMIN OPTION"]],
		["GRANT PROXY ON ''@'' TO 'o'@'%' WITH GRANT OPTION", ["GRANT PROXY ON ''@'' TO `o_clone`@`%` WITH GRANT OPTION"]],
		["GRANT PROXY ON `p`@`%` TO `o`@`%`", ["GRANT PROXY ON `p`@`%` TO `o_clone`@`%`"]],
		[
			"GRANT BACKUP_ADMIN,XA_RECOVER_ADMIN ON *.* TO `o`@`%` WITH GRANT OPTION",
			["GRANT BACKUP_ADMIN ON *.* TO `o_clone`@`%` WITH GRANT OPTION", "GRANT XA_RECOVER_ADMIN ON *.* TO `o_clone`@`%` WITH GRANT OPTION"],
		],
		[
			"GRANT PROCESS, SUPER ON *.* TO `o`@`%` IDENTIFIED BY PASSWORD '*WITH GRANT OPTION' REQUIRE SSL WITH MAX_USER_CONNECTIONS 7",
			["GRANT PROCESS, SUPER ON *.* TO `o_clone`@`%`"],
		],
		[
			"GRANT PROCESS ON *.* TO `o`@`%` REQUIRE SSL WITH GRANT OPTION MAX_USER_CONNECTIONS 7",
			["GRANT PROCESS ON *.* TO `o_clone`@`%` WITH GRANT OPTION"],
		],
		["REVOKE SELECT ON `d`.* FROM `o`@`%`", ["REVOKE SELECT ON `d`.* FROM `o_clone`@`%`"]],
		["SET DEFAULT ROLE `r` FOR `o`@`%`", []],
		["GRANT SELECT ON `d`.* TO PUBLIC", []],
		["GRANT SELECT ON `d`.* TO `role`", []],
	])("%s", (line, statements) => {
		expect(given(line)).toEqual(statements);
		expect(changes([line]).revoke).toEqual([]);
		expect(changes([line], [line])).toEqual({ revoke: [], grant: [] });
	});

	it("line by line on one object", () => {
		expect(given("GRANT SELECT ON *.* TO `o`@`%` WITH GRANT OPTION", "GRANT BACKUP_ADMIN ON *.* TO `o`@`%`")).toEqual([
			"GRANT SELECT ON *.* TO `o_clone`@`%` WITH GRANT OPTION",
			"GRANT BACKUP_ADMIN ON *.* TO `o_clone`@`%`",
		]);
	});

	it.each(["", "CREATE USER x", "GRANT", "GRANT SELECT ON `d`.*"])("and %j, which is none, is not passed over", (line) => {
		expect(() => parseGrants([line])).toThrow(/not understood/);
	});
});

describe("what the other has more is taken from it", () => {
	it.each([
		["GRANT SELECT, DELETE ON `d`.* TO `o`@`%`", "GRANT SELECT ON `d`.* TO `o`@`%`", ["REVOKE DELETE ON `d`.* FROM `o_clone`@`%`"], []],
		[
			"GRANT SELECT ON `d`.* TO `o`@`%` WITH GRANT OPTION",
			"GRANT SELECT ON `d`.* TO `o`@`%`",
			["REVOKE GRANT OPTION ON `d`.* FROM `o_clone`@`%`"],
			[],
		],
		[
			"GRANT ALL PRIVILEGES ON `d`.* TO `o`@`%`",
			"GRANT SELECT ON `d`.* TO `o`@`%`",
			["REVOKE ALL PRIVILEGES ON `d`.* FROM `o_clone`@`%`"],
			["GRANT SELECT ON `d`.* TO `o_clone`@`%`"],
		],
		[
			"GRANT SELECT ON `d`.* TO `o`@`%`",
			"GRANT ALL PRIVILEGES ON `d`.* TO `o`@`%`",
			[],
			["GRANT ALL PRIVILEGES ON `d`.* TO `o_clone`@`%`"],
		],
		[
			"GRANT UPDATE (`a`, `b`) ON `d`.`t` TO `o`@`%`",
			"GRANT UPDATE (`a`) ON `d`.`t` TO `o`@`%`",
			["REVOKE UPDATE (`b`) ON `d`.`t` FROM `o_clone`@`%`"],
			[],
		],
		["GRANT `r` TO `o`@`%`", "GRANT USAGE ON *.* TO `o`@`%`", ["REVOKE `r` FROM `o_clone`@`%`"], []],
		["GRANT `r` TO `o`@`%` WITH ADMIN OPTION", "GRANT `r` TO `o`@`%`", ["REVOKE `r` FROM `o_clone`@`%`"], []],
		["GRANT `r` TO `o`@`%`", "GRANT `r` TO `o`@`%` WITH ADMIN OPTION", [], ["GRANT `r` TO `o_clone`@`%` WITH ADMIN OPTION"]],
		["GRANT PROXY ON `p`@`%` TO `o`@`%`", "GRANT USAGE ON *.* TO `o`@`%`", ["REVOKE PROXY ON `p`@`%` FROM `o_clone`@`%`"], []],
		["GRANT BACKUP_ADMIN ON *.* TO `o`@`%`", "GRANT USAGE ON *.* TO `o`@`%`", ["REVOKE BACKUP_ADMIN ON *.* FROM `o_clone`@`%`"], []],
		["REVOKE SELECT, INSERT ON `d`.* FROM `o`@`%`", "REVOKE SELECT ON `d`.* FROM `o`@`%`", ["GRANT INSERT ON `d`.* TO `o_clone`@`%`"], []],
	])("%s instead of %s", (there, wanted, revoke, grant) => {
		expect(changes([wanted], [there])).toEqual({ revoke, grant });
	});
});

describe("a second user that may be somebody else's", () => {
	const wide = (have: string, other = "GRANT USAGE ON *.* TO `o`@`%`") => serverWide(parseGrants([have]), parseGrants([other]));
	it("may do more on the whole server", () => {
		expect(wide("GRANT SELECT, CREATE USER ON *.* TO `x`@`%`", "GRANT SELECT ON *.* TO `o`@`%`")).toEqual(["CREATE USER"]);
		expect(wide("GRANT SELECT ON *.* TO `x`@`%` WITH GRANT OPTION", "GRANT SELECT ON *.* TO `o`@`%`")).toEqual(["GRANT OPTION"]);
		expect(wide("GRANT SELECT ON `mysql`.* TO `x`@`%`")).toEqual(["SELECT"]);
		expect(wide("GRANT BACKUP_ADMIN ON *.* TO `x`@`%`")).toEqual(["BACKUP_ADMIN"]);
		expect(wide("GRANT SELECT ON `d`.* TO `x`@`%`")).toEqual([]);
		expect(wide("GRANT SELECT ON *.* TO `x`@`%`", "GRANT ALL PRIVILEGES ON *.* TO `o`@`%`")).toEqual([]);
		expect(wide("GRANT SELECT ON *.* TO `x`@`%` WITH GRANT OPTION", "GRANT ALL PRIVILEGES ON *.* TO `o`@`%`")).toEqual(["GRANT OPTION"]);
	});

	it("has nothing in common with the first", () => {
		const of = (...lines: string[]) => parseGrants(lines);
		const first = of("GRANT SELECT ON `d`.* TO `o`@`%`", "GRANT `r` TO `o`@`%`");
		expect(share(first, of("GRANT USAGE ON *.* TO `x`@`%`"))).toBe(true);
		expect(share(first, of("GRANT INSERT ON `d`.* TO `x`@`%`"))).toBe(true);
		expect(share(first, of("GRANT `r` TO `x`@`%`"))).toBe(true);
		expect(share(first, of("GRANT SELECT ON `other`.* TO `x`@`%`"))).toBe(false);
		expect(share(of("GRANT USAGE ON *.* TO `o`@`%`"), of("GRANT SELECT ON `d`.* TO `x`@`%`"))).toBe(false);
	});
});
