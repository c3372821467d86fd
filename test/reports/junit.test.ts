import { describe, expect, test } from "vitest";
import { junit } from "../../shared/reports/junit.ts";
import { awkward, hostile, whole } from "./awkward.ts";

interface Element {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: Element[];
	text: string;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decode = (text: string) =>
	text.replace(/&(\w+);|([&<])/g, (all, name: string) => {
		const character = entities[name];
		if (character === undefined) throw new Error(`not XML: ${all}`);
		return character;
	});

/** A strict reader of the XML that is used here: elements, attributes in double quotes, the five entities, text. */
function parse(xml: string): Element {
	const [declaration, ...rest] = xml.split("\n");
	expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
	const root: Element = { name: "", attributes: {}, children: [], text: "" };
	const open = [root];
	const token = /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;
	const body = rest.join("\n");
	while (token.lastIndex < body.length) {
		const at = token.lastIndex;
		const match = token.exec(body);
		const parent = open.at(-1);
		if (!match || !parent) throw new Error(`not XML at ${body.slice(at, at + 60)}`);
		const [, closing, name = "", attributes = "", empty, text] = match;
		if (text !== undefined) parent.text += decode(text);
		else if (closing) {
			if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else`);
		} else {
			const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, decode(value)] as const);
			const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
			parent.children.push(element);
			if (!empty) open.push(element);
		}
	}
	expect(open).toHaveLength(1);
	return root.children[0] as Element;
}

/** What Jenkins' schema allows, as far as it is used here: attributes, and which must be there. */
const schema: Readonly<Record<string, { required: string[]; optional: string[]; children: string[] }>> = {
	testsuites: { required: [], optional: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
	testsuite: {
		required: ["name", "tests", "failures", "errors"],
		optional: ["time", "disabled", "skipped", "timestamp", "hostname", "id", "package"],
		children: ["testcase"],
	},
	testcase: { required: ["name", "classname"], optional: ["time"], children: ["failure", "error", "skipped"] },
	failure: { required: ["type", "message"], optional: [], children: [] },
	error: { required: ["type", "message"], optional: [], children: [] },
	skipped: { required: ["message"], optional: [], children: [] },
};

function check(element: Element): void {
	const rule = schema[element.name];
	if (!rule) throw new Error(`<${element.name}> is not of the schema`);
	const names = Object.keys(element.attributes);
	expect(names).toEqual(expect.arrayContaining(rule.required));
	expect([...rule.required, ...rule.optional]).toEqual(expect.arrayContaining(names));
	for (const child of element.children) {
		expect(rule.children).toContain(child.name);
		check(child);
	}
}

const root = parse(whole(junit(awkward, { colour: false, width: 80 })));
const cases = root.children.flatMap((suite) => suite.children);
const having = (name: string) => cases.filter((each) => each.children.some((child) => child.name === name));

describe("junit", () => {
	test("is by Jenkins' schema", () => check(root));
	test("counts what it holds, in all and by suite", () => {
		expect(root.attributes).toMatchObject({
			tests: `${cases.length}`,
			failures: `${having("failure").length}`,
			errors: `${having("error").length}`,
		});
		for (const suite of root.children) {
			const of = (name: string) => `${suite.children.filter((each) => each.children.some((child) => child.name === name)).length}`;
			expect(suite.attributes).toMatchObject({
				tests: `${suite.children.length}`,
				failures: of("failure"),
				errors: of("error"),
				skipped: of("skipped"),
			});
		}
	});
	test("fails what fails, has what is unknown as an error, skips what is suppressed", () => {
		const open = awkward.findings.filter((finding) => finding.suppressedBy === undefined);
		expect(having("failure")).toHaveLength(open.filter((finding) => finding.verdict === "fail").length);
		expect(having("error")).toHaveLength(open.filter((finding) => finding.verdict === "indeterminate").length);
		expect(having("skipped").map((each) => each.children[0]?.attributes.message)).toContain("suppressed by accepted-risk");
	});
	test("tells every case apart by class and name", () => {
		expect(new Set(cases.map((each) => `${each.attributes.classname} ${each.attributes.name}`)).size).toBe(cases.length);
	});
	test("keeps hostile names as text", () => {
		const messages = having("failure").map((each) => each.children[0]?.attributes.message);
		expect(messages).toContain(`${hostile.markup} is not encrypted.`);
		expect(messages).toContain(`first\\u{d}\\u{a}second "quoted", 'single' ]]> & <b> is not encrypted.`);
	});
	test("has time stamps as the schema has them", () => {
		expect(root.children[0]?.attributes.timestamp).toBe("2026-06-15T12:00:00");
	});
});
