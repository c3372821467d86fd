import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maximumLines, parsePostgresConf } from "../../../../shared/collectors/kubernetes/conf/postgres-conf.ts";

describe("postgresql.conf", () => {
	it.each<[string, [string, string][]]>([
		["ssl = on", [["ssl", "on"]]],
		["ssl on", [["ssl", "on"]]],
		["ssl=on", [["ssl", "on"]]],
		["\tSSL\t=\t'on'\t# comment", [["ssl", "on"]]],
		["Log_Line_Prefix = '%m [%p] it''s \\'x\\' \\n\\101 # no comment '", [["log_line_prefix", "%m [%p] it's 'x' \nA # no comment "]]],
		["shared_buffers = 128MB#comment", [["shared_buffers", "128MB"]]],
		["work_mem = -1", [["work_mem", "-1"]]],
		["random_page_cost = 1.1e0", [["random_page_cost", "1.1e0"]]],
		["ssl_min_protocol_version = TLSv1.2", [["ssl_min_protocol_version", "TLSv1.2"]]],
		["search_path = ''", [["search_path", ""]]],
		["pgaudit.log = 'ddl, role'", [["pgaudit.log", "ddl, role"]]],
		[
			"# ssl = on\n\n   # x\nssl = off\r\nssl = on",
			[
				["ssl", "off"],
				["ssl", "on"],
			],
		],
	])("reads %j", (content, settings) => {
		expect(parsePostgresConf(content)).toEqual({ settings, mistakes: [] });
	});

	it.each([
		"ssl",
		"= on",
		"ssl = 'on",
		"ssl = on off",
		"ssl = $" + "{SSL}",
		"listen_addresses = *",
		"1ssl = on",
		"ssl == on",
		"a b c",
		"log_timezone = Etc/UTC UTC",
		"{{ ssl }}",
	])("finds the mistake in %s", (line) => {
		expect(parsePostgresConf(`a = 1\n${line}\nb = 2`)).toEqual({
			settings: [
				["a", "1"],
				["b", "2"],
			],
			mistakes: [{ line: 2, reason: "syntax error" }],
		});
	});

	it.each(["include 'x.conf'", "include_dir = 'conf.d'", "INCLUDE_IF_EXISTS 'y'"])("says that %s is not read", (line) => {
		expect(parsePostgresConf(line)).toEqual({
			settings: [],
			mistakes: [{ line: 1, reason: "include of another file, which is not read" }],
		});
	});

	it("never throws, and says where it stops", () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", "\\", "=", "#", "a", " ", "\n", ".", "-", "1") })),
				(content) => {
					parsePostgresConf(content);
				},
			),
			{ numRuns: 3000 },
		);
		for (const part of ["'", "\\", "a ", "''", "\\'", "a=", "1.", "-", "a."]) parsePostgresConf(`x = '${part.repeat(200_000)}`);
		const { mistakes } = parsePostgresConf("a = 1\n".repeat(maximumLines + 5));
		expect(mistakes).toEqual([{ line: maximumLines + 1, reason: expect.stringContaining("not read") }]);
	});
});
