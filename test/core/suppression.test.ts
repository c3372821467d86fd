import { describe, expect, it } from "vitest";
import { compilePattern, compileSuppressions, type Suppression } from "../../shared/core/suppression.ts";
import { days, now } from "../support/rule-table.ts";

const finding = {
	ruleId: "rds-instance-tls-required",
	resource: {
		arn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
		kind: "rds.DbInstance" as const,
		name: "orders",
		partition: "aws",
		account: "111122223333",
		region: "eu-west-1",
		tags: { environment: "test", owner: "payments" },
	},
};
const covers = (scope: Partial<Suppression>) =>
	compileSuppressions([{ id: "s", owner: "o", reason: "r", expires: days(1), ...scope }], now).cover(finding) === "s";

describe("suppressions", () => {
	it.each<[string, Partial<Suppression>, boolean]>([
		["by rule", { rules: ["rds-instance-tls-required"] }, true],
		["by rule glob", { rules: ["rds-instance-*"] }, true],
		["not by the beginning of a rule", { rules: ["rds-instance"] }, false],
		["by either of two rules", { rules: ["eks-*", "rds-*"] }, true],
		["by a region beside others", { regions: ["us-east-1", "eu-west-1"] }, true],
		["by account", { accounts: ["111122223333"] }, true],
		["not another account", { accounts: ["444455556666"] }, false],
		["by region glob", { regions: ["eu-*"] }, true],
		["not another region", { regions: ["us-*"] }, false],
		["by name", { resources: ["orders"] }, true],
		["by ARN glob", { resources: ["arn:aws:rds:*:db:orders"] }, true],
		["by regular expression", { resources: ["/:db:ord.rs$/"] }, true],
		["not a regular expression that matches elsewhere", { resources: ["/^orders2/"] }, false],
		["by tag value", { tags: { environment: "test" } }, true],
		["only with every tag", { tags: { environment: "test", owner: "other" } }, false],
		["not by a tag that is missing", { tags: { team: "*" } }, false],
		["only when all parts match", { rules: ["rds-*"], regions: ["us-east-1"] }, false],
		["except where it does not hold", { rules: ["rds-*"], except: { resources: ["orders"] } }, false],
		["with an exception that is about others", { rules: ["rds-*"], except: { resources: ["billing"] } }, true],
		["not when it has expired", { rules: ["rds-*"], expires: days(0) }, false],
		["until just before it expires", { rules: ["rds-*"], expires: new Date(now + 1).toISOString() }, true],
	])("cover %s", (_, scope, expected) => {
		expect(covers(scope)).toBe(expected);
	});

	it("report how each fared", () => {
		const base = { owner: "o", reason: "r", expires: days(1) };
		const set = compileSuppressions(
			[
				{ id: "used", rules: ["rds-*"], ...base },
				{ id: "idle", rules: ["eks-*"], ...base },
				{ id: "old", rules: ["rds-*"], ...base, expires: days(-1) },
			],
			now,
		);
		set.cover(finding);
		set.cover(finding);
		expect(set.uses().map(({ id, status, findings }) => [id, status, findings])).toEqual([
			["used", "active", 2],
			["idle", "unused", 0],
			["old", "expired", 0],
		]);
	});

	it("reads a regular expression only between slashes that enclose the whole pattern", () => {
		expect(compilePattern("/^ord/")("orders")).toBe(true);
		expect(compilePattern("db/ord/")("orders")).toBe(false);
		expect(compilePattern("/ord/x")("orders")).toBe(false);
		expect(compilePattern("//")("anything")).toBe(false);
		expect(compilePattern("//")("//")).toBe(true);
	});

	it("takes everything but * and ? in a glob literally", () => {
		expect(compilePattern("**b")("ab")).toBe(true);
		expect(compilePattern("a|b")("a")).toBe(false);
		expect(compilePattern("a.b(c)*")("a.b(c)-d")).toBe(true);
		expect(compilePattern("a.b*")("axb")).toBe(false);
		expect(compilePattern("db-?")("db-1")).toBe(true);
		expect(compilePattern("db-?")("db-12")).toBe(false);
		expect(compilePattern("a*")("a\nb")).toBe(true);
	});
});
