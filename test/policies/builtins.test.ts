import { describe, expect, it } from "vitest";
import { builtinsAt, ExactJson } from "../../shared/policies/builtins.ts";
import { sprintf } from "../../shared/policies/sprintf.ts";

/** What a built-in function gives, numbers beyond a double's as their text. */
function call(name: string, ...values: unknown[]): unknown {
	const result = builtinsAt(Date.parse("2026-06-15T12:00:00.123Z")).get(name)?.(...(values as never[]));
	return result instanceof ExactJson ? result.text : result;
}

describe("sprintf, as Go has it", () => {
	it.each<[string, unknown[], string]>([
		["%s and %v", ["a", "b"], "a and b"],
		["%d|%5d|%-5d|%05d|%+d", [1, 2, 3, -4, 5], "1|    2|3    |-0004|+5"],
		["%x %X %o %b %c", [255, 255, 8, 5, 65], "ff FF 10 101 A"],
		["%.2f %f %e %g", [1.005, 0.5, 1234.5, 0.25], "1.00 0.500000 1.234500e+03 0.25"],
		["%.3s|%5s|%-5s|", ["abcdef", "ab", "ab"], "abc|   ab|ab   |"],
		["%q %x", ['a"b', "hi"], '"a\\"b" 6869'],
		["%v %v %v", [true, null, [1, { a: "b" }]], 'true null [1, {"a": "b"}]'],
		["%T %T %T", ["a", 1, 1.5], "string int64 float64"],
		["100%%", [], "100%"],
		["%s", [], "%!s(MISSING)"],
		["%d", ["x"], "%!d(string=x)"],
		["%s", [1], "%!s(int64=1)"],
		["%f", [1], "%!f(int64=1)"],
		["%d", [1.5], "%!d(float64=1.5)"],
		["%s", ["a", "b", 2], "a%!(EXTRA string=b, int64=2)"],
		["%", [], "%!(NOVERB)"],
		["%v %v %v %v %v", [1e21, 0.00001, 1234567.5, 100000.5, -0.25], "1e+21 1e-05 1.2345675e+06 100000.5 -0.25"],
		["%s", ["$& $1"], "$& $1"],
		["ünï %s", ["🎉"], "ünï 🎉"],
	])("%j of %j", (format, values, expected) => {
		expect(sprintf(format, values)).toBe(expected);
	});

	it("does not fill memory for a width", () => {
		expect(sprintf("%999999999s", ["a"])).toHaveLength(1_000);
	});
});

describe("built-in functions of time", () => {
	it("tell the time of judging", () => {
		expect(call("time.now_ns")).toBe("1781524800123000000");
	});

	it.each([
		["2026-06-15T12:00:00Z", "1781524800000000000"],
		["2026-06-15T14:00:00+02:00", "1781524800000000000"],
		["2026-06-15T12:00:00.000000001Z", "1781524800000000001"],
		["2026-06-15t12:00:00.5z", "1781524800500000000"],
		["2026-06-15", undefined],
		["2026-13-15T12:00:00Z", undefined],
		["yesterday", undefined],
		[5, undefined],
	])("read %j", (text, expected) => {
		expect(call("time.parse_rfc3339_ns", text)).toBe(expected);
	});

	it.each([
		["1h30m", 5.4e12],
		["1.5s", 1.5e9],
		["-2ms", -2e6],
		["1us2ns", 1_002],
		["0", 0],
		["1d", undefined],
		["", undefined],
		["5", undefined],
	])("read the duration %j", (text, expected) => {
		expect(call("time.parse_duration_ns", text)).toBe(expected);
	});

	it("take a time apart, in a zone too", () => {
		const ns = 1781524800000000000;
		expect(call("time.date", ns)).toEqual([2026, 6, 15]);
		expect(call("time.clock", [ns, "America/New_York"])).toEqual([8, 0, 0]);
		expect(call("time.clock", [Date.parse("2026-06-15T00:30:00Z") * 1e6, ""])).toEqual([0, 30, 0]);
		expect(call("time.weekday", ns)).toBe("Monday");
		expect(call("time.clock", [ns, "Mars/Olympus"])).toBeUndefined();
		expect(call("time.date", "now")).toBeUndefined();
		expect(call("time.format", ns)).toBe("2026-06-15T12:00:00Z");
	});

	it("add to a date as Go does, beyond the end of a month", () => {
		const january = Date.parse("2026-01-31T00:00:00Z") * 1e6;
		expect(call("time.add_date", january, 0, 1, 0)).toBe(`${Date.parse("2026-03-03T00:00:00Z")}000000`);
		expect(call("time.add_date", january, -1, 0, 1)).toBe(`${Date.parse("2025-02-01T00:00:00Z")}000000`);
		expect(call("time.add_date", january, "1", 0, 0)).toBeUndefined();
	});
});

describe("other built-in functions", () => {
	it.each([
		["1.2.3", "1.2.3", 0],
		["1.10.0", "1.9.0", 1],
		["1.0.0-rc.1", "1.0.0", -1],
		["1.0.0", "1.0.0-rc.1", 1],
		["1.0.0-alpha", "1.0.0-alpha.1", -1],
		["1.0.0-alpha.1", "1.0.0-alpha.beta", -1],
		["1.0.0-2", "1.0.0-10", -1],
		["1.0.0-b", "1.0.0-a", 1],
		["1.0.0+build", "1.0.0", 0],
		["1.0", "1.0.0", undefined],
	])("compare the versions %s and %s", (a, b, expected) => {
		expect(call("semver.compare", a, b)).toBe(expected);
	});

	it("read and write data, and are undefined for what they cannot read", () => {
		expect(call("yaml.unmarshal", "a: [1]")).toEqual({ a: [1] });
		expect(call("yaml.unmarshal", "a: [")).toBeUndefined();
		expect(call("yaml.is_valid", "a: [")).toBe(false);
		expect(call("yaml.marshal", { a: 1 })).toBe("a: 1\n");
		expect(call("json.is_valid", "{}")).toBe(true);
		expect(call("json.is_valid", "{")).toBe(false);
		expect(call("regex.split", ",", "a,b")).toEqual(["a", "b"]);
		expect(call("regex.split", "(", "a")).toBeUndefined();
		expect(call("regex.replace", "a1b2", "([0-9])", "<$1>")).toBe("a<1>b<2>");
		expect(call("regex.replace", "a1", "([0-9])", "<$\u007b1}>")).toBe("a<1>");
		expect(call("crypto.sha256", "")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
		expect(call("semver.is_valid", "1.2.3")).toBe(true);
		expect(call("trace", "x")).toBe(true);
	});

	it("are not there when they would reach out", () => {
		const names = [...builtinsAt(0).keys()];
		for (const name of ["http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "uuid.rfc4122"]) expect(names).not.toContain(name);
	});
});
