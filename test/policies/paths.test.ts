import { describe, expect, it } from "vitest";
import { documentOf, type PolicyDocument } from "../../shared/core/document.ts";
import { missingPaths, parsePath, pathExists } from "../../shared/policies/paths.ts";
import { compliant } from "../support/compliant/index.ts";

const document = (resource: Record<string, unknown>, unobserved: Record<string, string> = {}): PolicyDocument => ({
	...documentOf(compliant("database.Connection"), "2026-06-15T12:00:00.000Z"),
	tags: { "app.kubernetes.io/name": "orders", owner: "" },
	resource,
	unobserved,
});

describe("a path of a document", () => {
	it.each([
		["name", [{ name: "name" }]],
		["resource.sessions[].tls", [{ name: "resource" }, { name: "sessions" }, "each", { name: "tls" }]],
		['tags["a.b/c"].x', [{ name: "tags" }, { name: "a.b/c" }, { name: "x" }]],
		['tags["say \\"hi\\""]', [{ name: "tags" }, { name: 'say "hi"' }]],
		["a[][]", [{ name: "a" }, "each", "each"]],
	])("is read: %s", (path, steps) => {
		expect(parsePath(path)).toEqual(steps);
	});

	it.each(["", ".", "a.", ".a", "[]", "[].a", "a..b", "a[0]", "a[b]", 'a["b', "a b", "a-b", "input.a.*", 'a["\\x"]'])(
		"is none: %j",
		(path) => {
			expect(parsePath(path)).toBeUndefined();
		},
	);
});

describe("what a document lacks", () => {
	const missing = (resource: Record<string, unknown>, path: string, unobserved = {}) =>
		missingPaths(document(resource, unobserved), [path]);

	it.each([
		["a value", { a: 1 }, "resource.a"],
		["null, which is a value", { a: null }, "resource.a"],
		["false and nothing", { a: { b: false, c: "" } }, "resource.a.c"],
		["a value in every item", { a: [{ b: 1 }, { b: 2 }] }, "resource.a[].b"],
		["an empty list, whose items lack nothing", { a: [] }, "resource.a[].b"],
		["lists in lists", { a: [[{ b: 1 }], []] }, "resource.a[][].b"],
		["a quoted name", {}, 'tags["app.kubernetes.io/name"]'],
		["an empty tag", {}, "tags.owner"],
	])("is nothing with %s", (_, resource, path) => {
		expect(missing(resource, path)).toEqual([]);
	});

	it.each([
		["an absent value", {}, "resource.a", "resource.a"],
		["what is below an absent value", {}, "resource.a.b.c", "resource.a"],
		["what is below null", { a: null }, "resource.a.b", "resource.a.b"],
		["a value that one item lacks", { a: [{ b: 1 }, {}] }, "resource.a[].b", "resource.a[1].b"],
		["items of what is no list", { a: { length: 0 } }, "resource.a[].b", "resource.a[]"],
		["a member of a text", { a: "text" }, "resource.a.length", "resource.a.length"],
		["what only a prototype has", { a: {} }, "resource.a.constructor", "resource.a.constructor"],
		["an absent tag", {}, 'tags["app.kubernetes.io/part-of"]', 'tags["app.kubernetes.io/part-of"]'],
	])("is %s", (_, resource, path, at) => {
		expect(missing(resource, path)).toEqual([{ path: at, reason: undefined }]);
	});

	it("is told with the reason where it could not be read", () => {
		expect(missing({}, "resource.hba[].method", { "resource.hba": "denied" })).toEqual([{ path: "resource.hba", reason: "denied" }]);
		expect(missing({ a: [{ b: 1 }, {}] }, "resource.a[].b", { "resource.a[1].b": "denied" })).toEqual([
			{ path: "resource.a[1].b", reason: "denied" },
		]);
	});

	it("is told once a path", () => {
		expect(missingPaths(document({ a: [{}, {}] }), ["resource.a[].b", "name", "resource.c"]).map(({ path }) => path)).toEqual([
			"resource.a[0].b",
			"resource.c",
		]);
	});

	it("is everything of what is no path", () => {
		expect(missing({}, "a[0]")).toEqual([{ path: "a[0]", reason: undefined }]);
	});
});

describe("a path that a kind can have", () => {
	it.each([
		["postgres.Server", "resource.sessions[].tls", true],
		["postgres.Server", "resource.sessions[].tls.version", true],
		["postgres.Server", 'resource.settings["ssl_min_protocol_version"].value', true],
		["postgres.Server", "resource.hba[].method", true],
		["postgres.Server", "tags.anything", true],
		["postgres.Server", "resource.tls", false],
		["postgres.Server", "resource.sessions.tls", false],
		["postgres.Server", "resource.hba[].methods", false],
		["postgres.Server", "resource.arn", false],
		["kubernetes.Workload", "cluster", true],
		["database.Connection", "cluster", false],
	] as const)("%s %s: %s", (kind, path, exists) => {
		expect(pathExists(kind, path)).toBe(exists);
	});
});
