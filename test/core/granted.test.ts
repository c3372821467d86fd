import { describe, expect, test } from "vitest";
import { connectGrants, grantsOf } from "../../shared/core/granted.ts";
import { compliant } from "../support/compliant/index.ts";

type Statement = Readonly<Record<string, unknown>>;
const policy = (...statements: Statement[]) => ({
	policyName: "p",
	inline: true,
	document: { json: JSON.stringify({ Statement: statements }) },
});
const allow = (Resource: unknown, Action: unknown = "rds-db:connect", more: Statement = {}) => ({
	Effect: "Allow",
	Action,
	Resource,
	...more,
});
const deny = (Resource: unknown, more: Statement = {}) => ({ Effect: "Deny", Action: "rds-db:*", Resource, ...more });
const user = (database: string, name: string, region = "eu-west-1") => `arn:aws:rds-db:${region}:111122223333:dbuser:${database}/${name}`;

describe("what policies grant", () => {
	const resources = (...statements: Statement[]) => grantsOf([policy(...statements)], "rds-db:connect").map(({ resource }) => resource);

	test("is every resource of every statement that allows the action", () =>
		expect(resources(allow(["a", "b"]), allow("c", "rds-db:*"), allow("d", "s3:GetObject"))).toEqual(["a", "b", "c"]));
	test("is everything where resources are only excluded", () =>
		expect(resources({ Effect: "Allow", Action: "*", NotResource: "a" })).toEqual(["*"]));
	test("is not what the same policies deny, unless on conditions or for another action", () => {
		expect(resources(allow(["a", "b"]), deny("a"))).toEqual(["b"]);
		expect(resources(allow("a"), deny("a", { Condition: { Bool: { "aws:SecureTransport": "false" } } }))).toEqual(["a"]);
		expect(resources(allow("a"), { Effect: "Deny", Action: "s3:*", Resource: "a" })).toEqual(["a"]);
		expect(resources(deny("a"))).toEqual([]);
	});
	test.each([
		[allow("a", "*"), true],
		[{ Effect: "Allow", NotAction: "s3:*", Resource: "a" }, true],
		[allow("a", "rds-db:*"), false],
	])("by %j is administrator's: %s", (statement, administrator) =>
		expect(grantsOf([policy(statement)], "rds-db:connect")).toMatchObject([{ policy: "p", administrator }]),
	);
});

describe("grants to log in to databases", () => {
	const of = (...resources: string[]) =>
		connectGrants({ ...compliant("iam.Principal"), policies: [policy(allow(resources))] }).map(({ region, database, user: name }) => [
			region,
			database,
			name,
		]);

	test("name region, database and user", () =>
		expect(of(user("db-A", "app"), user("*", "a/b", "*"))).toEqual([
			["eu-west-1", "db-A", "app"],
			["*", "*", "a/b"],
		]));
	test.each(["*", "arn:aws:rds-db:*", "arn:aws:rds-db:eu-west-1:111122223333:*", "arn:aws:*:*:*:*"])("by %s stand for all", (resource) =>
		expect(of(resource)).toEqual([["*", "*", "*"]]),
	);
	test.each(["arn:aws:s3:::bucket/*", "arn:aws:rds:eu-west-1:111122223333:db:a", "arn:aws:rds-db:eu-west-1:111122223333:cluster"])(
		"by %s are none",
		(resource) => expect(of(resource)).toEqual([]),
	);
});
