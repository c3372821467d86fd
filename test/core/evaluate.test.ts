import { describe, expect, it } from "vitest";
import { evaluate } from "../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../shared/core/framework.ts";
import { need } from "../../shared/core/observed.ts";
import { type AnyRule, defineRule } from "../../shared/core/rule.ts";
import { pass } from "../../shared/core/verdict.ts";
import { denied } from "../support/compliant/common.ts";
import { compliant } from "../support/compliant/index.ts";
import { backupRule, encryptedRule, instance, inventoryOf, rdsDenied, testFramework } from "../support/findings.ts";
import { now } from "../support/rule-table.ts";

const options = { rules: [encryptedRule, backupRule] as unknown as AnyRule[], frameworks: indexFrameworks([testFramework]), now };

describe("evaluate", () => {
	it("judges each resource with every rule of its kind, and others with none", () => {
		const findings = evaluate(inventoryOf([instance("a"), compliant("kms.Key")]), options);
		expect(findings.map((finding) => [finding.ruleId, finding.verdict])).toEqual([
			["test-encrypted", "pass"],
			["test-backups", "pass"],
		]);
		expect(findings[0]).toMatchObject({
			title: "Storage is encrypted",
			frameworks: { test: ["1.1"] },
			related: { securityHub: ["RDS.3"] },
			firstSeen: new Date(now).toISOString(),
			resource: { arn: "arn:aws:rds:eu-west-1:111122223333:db:a", kind: "rds.DbInstance", tags: { owner: "payments" } },
		});
	});

	it("gives a uid that depends on rule and resource alone", () => {
		const [first] = evaluate(inventoryOf([instance("a")]), options);
		const [later] = evaluate(inventoryOf([instance("a", { storageEncrypted: false })]), { ...options, now: now + 1 });
		const [other] = evaluate(inventoryOf([instance("b")]), options);
		expect(later?.uid).toBe(first?.uid);
		expect(other?.uid).not.toBe(first?.uid);
		expect(first?.uid).toMatch(/^test-encrypted\/[0-9a-f]{16}$/);
	});

	it("ends as indeterminate when a fact was not read, and says why", () => {
		const rule = defineRule({ ...encryptedRule, parameters: {}, evaluate: (db) => pass(String(need(db.network).vpcId)) });
		const [finding] = evaluate(inventoryOf([instance("a", { network: denied("ec2", "DescribeSubnets") })]), {
			...options,
			rules: [rule as unknown as AnyRule],
		});
		expect(finding).toMatchObject({
			verdict: "indeterminate",
			evidence: { service: "ec2", operation: "DescribeSubnets", cause: "denied" },
		});
		expect(finding?.detail).toContain("ec2:DescribeSubnets could not be read (denied)");
	});

	it("ends as indeterminate when the rule itself throws", () => {
		const rule = defineRule({
			...encryptedRule,
			parameters: {},
			evaluate: () => {
				throw new TypeError("boom");
			},
		});
		expect(evaluate(inventoryOf([instance("a")]), { ...options, rules: [rule as unknown as AnyRule] })).toMatchObject([
			{ verdict: "indeterminate", detail: "The rule could not judge this resource: boom" },
		]);
	});

	it("makes every rule of a kind that could not be listed indeterminate for the scope, once", () => {
		const findings = evaluate(inventoryOf([], [rdsDenied, { ...rdsDenied, operation: "DescribeDBClusters" }]), options);
		expect(findings.map((finding) => finding.verdict)).toEqual(["indeterminate", "indeterminate"]);
		expect(findings[0]).toMatchObject({ resource: { arn: "arn:aws:rds:eu-west-1:111122223333:*", name: "all rds in eu-west-1" } });
		expect(findings[0]?.detail).toContain("(and 1 more errors)");
	});

	it("names no region in the ARN of an account-wide scope", () => {
		const error = { ...rdsDenied, service: "iam", kinds: ["iam.Principal" as const], scope: { ...rdsDenied.scope, region: "global" } };
		const rule = defineRule({ ...encryptedRule, resource: "iam.Principal", parameters: {}, evaluate: () => pass("x") });
		expect(evaluate(inventoryOf([], [error]), { ...options, rules: [rule as unknown as AnyRule] })[0]?.resource.arn).toBe(
			"arn:aws:iam::111122223333:*",
		);
	});

	it("uses the configured parameters and keeps the other defaults", () => {
		const resources = [instance("a", { backupRetentionDays: 10 })];
		const verdict = (minimumDays?: number) =>
			evaluate(inventoryOf(resources), { ...options, ...(minimumDays ? { parameters: { "test-backups": { minimumDays } } } : {}) })[1]
				?.verdict;
		expect([verdict(), verdict(11)]).toEqual(["pass", "fail"]);
	});

	it("has no tags when they could not be read", () => {
		expect(evaluate(inventoryOf([instance("a", { tags: denied("rds", "ListTagsForResource") })]), options)[0]?.resource.tags).toEqual({});
	});
});
