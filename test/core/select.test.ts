import { describe, expect, it } from "vitest";
import { indexFrameworks } from "../../shared/core/framework.ts";
import { type AnyRule, defineRule } from "../../shared/core/rule.ts";
import { kindsOf, selectRules } from "../../shared/core/select.ts";
import { pass } from "../../shared/core/verdict.ts";
import { backupRule, encryptedRule, testFramework } from "../support/findings.ts";

const keyRule = defineRule({
	...encryptedRule,
	id: "test-key",
	resource: "kms.Key",
	severity: "low",
	parameters: {},
	evaluate: () => pass("x"),
});
const optIn = defineRule({ ...encryptedRule, id: "test-opt-in", parameters: {}, optIn: true, evaluate: () => pass("x") });
const all = [encryptedRule, backupRule, keyRule, optIn] as unknown as AnyRule[];
const ids = (selection: Parameters<typeof selectRules>[2]) =>
	selectRules(all, indexFrameworks([testFramework]), selection).map((rule) => rule.id);

describe("selectRules", () => {
	it("chooses all but opt-in rules", () => {
		expect(ids({})).toEqual(["test-encrypted", "test-backups", "test-key"]);
	});
	it("chooses by service, framework and severity, together", () => {
		expect(ids({ services: ["kms"] })).toEqual(["test-key"]);
		expect(ids({ frameworks: ["test"] })).toEqual(["test-encrypted"]);
		expect(ids({ severity: "medium" })).toEqual(["test-encrypted", "test-backups"]);
		expect(ids({ severity: "high", services: ["kms"] })).toEqual([]);
	});
	it("turns opt-in rules on and others off by configuration", () => {
		expect(ids({ enabled: ["test-opt-in"], disabled: ["test-key"] })).toEqual(["test-encrypted", "test-backups", "test-opt-in"]);
	});
	it("runs a rule that is named, whatever the configuration says", () => {
		expect(ids({ rules: ["test-opt-in", "test-key"], disabled: ["test-key"] })).toEqual(["test-key", "test-opt-in"]);
	});
	it("chooses a rule when what it finds is named", () => {
		const policy = { ...all[0], id: "policy/acme" } as (typeof all)[number];
		const chosen = (...rules: string[]) => selectRules([policy], indexFrameworks([]), { rules }).length;
		expect([chosen("policy/acme"), chosen("policy/acme/id"), chosen("policy/acme.tls"), chosen("policy")]).toEqual([1, 1, 0, 0]);
	});
	it("leaves a rule of several kinds those of the chosen services", () => {
		const several = { ...all[0], kinds: ["rds.DbInstance", "kms.Key", "rds.DbCluster"] } as (typeof all)[number];
		const [chosen] = selectRules([several], indexFrameworks([]), { services: ["kms"] });
		expect(chosen).toMatchObject({ resource: "kms.Key", kinds: ["kms.Key"] });
		expect(selectRules([several], indexFrameworks([]), { services: ["eks"] })).toEqual([]);
		expect([...kindsOf([several])]).toEqual(["rds.DbInstance", "kms.Key", "rds.DbCluster"]);
	});
	it("tells the kinds that rules look at", () => {
		expect([...kindsOf(all)]).toEqual(["rds.DbInstance", "kms.Key"]);
	});
});
