import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMyCnf } from "../../../../shared/collectors/kubernetes/conf/my-cnf.ts";

describe("my.cnf", () => {
	it.each<[string, [string, string][]]>([
		["[mysqld]\nrequire-secure-transport = ON", [["require_secure_transport", "ON"]]],
		["[mysqld]\nTLS_Version=TLSv1.2,TLSv1.3 # new", [["tls_version", "TLSv1.2,TLSv1.3"]]],
		["[mysqld]\nskip-grant-tables", [["skip_grant_tables", "ON"]]],
		["[mysqld]\nloose-local_infile=0", [["loose_local_infile", "0"]]],
		["[mysqld]\nsecure-file-priv=", [["secure_file_priv", ""]]],
		['[mysqld]\nsecure-file-priv="/a # b" # c', [["secure_file_priv", "/a # b"]]],
		["[mysqld]\ninit = 'a\\tb\\sc'", [["init", "a\tb c"]]],
		[
			"[ mysqld-8.0 ]\na=1\n[server]\nb=2\n[mariadb-10.6]\nc=3\n[MariaDBd]\nd=4\n[galera]\ne=5",
			[
				["a", "1"],
				["b", "2"],
				["c", "3"],
				["d", "4"],
				["e", "5"],
			],
		],
		["[client]\npassword=s3cret\n[mysqldump]\nquick\n[mysql]\nx=1\n[mysqld_safe]\ny=1", []],
		["; x\n# y\n\n[mysqld]\r\na = 1", [["a", "1"]]],
	])("reads %j", (content, settings) => {
		expect(parseMyCnf(content)).toEqual({ settings, mistakes: [] });
	});

	it.each([
		["[mysqld]\n!include /etc/x.cnf", 2, "include of another file, which is not read"],
		["!includedir /etc/mysql/conf.d", 1, "include of another file, which is not read"],
		["[mysqld\na=1", 1, "the name of a group is not closed"],
		["[mysqld]\n= 1", 2, "syntax error"],
		["[mysqld]\na b", 2, "syntax error"],
		["a=1", 1, "an option stands before the first group"],
	])("finds the mistake in %j", (content, line, reason) => {
		expect(parseMyCnf(content).mistakes[0]).toEqual({ line, reason });
	});

	it("never throws", () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("[", "]", "mysqld", "\n", "=", '"', "'", "\\", "#", "a", "!include") })),
				(content) => {
					parseMyCnf(content);
				},
			),
			{ numRuns: 3000 },
		);
		for (const part of ["[", '"', "\\", "a=", "#"]) parseMyCnf(`[mysqld]\na=${part.repeat(200_000)}`);
	});
});
