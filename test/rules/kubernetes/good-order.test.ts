import { describe, expect, it } from "vitest";
import { evaluate } from "../../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { rules } from "../../../shared/rules/index.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { mysqlConfig } from "../../support/database-config.ts";
import { now } from "../../support/rule-table.ts";

describe("what is in good order beside the usual resources", () => {
	it.each([
		["a database in a pod", databaseWorkload],
		["a configuration of MySQL", mysqlConfig],
	])("%s passes every rule that applies to it", (_, resource) => {
		const findings = evaluate({ scopes: [], resources: [resource], errors: [] }, { rules, frameworks: indexFrameworks([]), now });
		expect(findings.some(({ verdict }) => verdict === "pass")).toBe(true);
		expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "indeterminate").map(({ detail }) => detail)).toEqual([]);
	});
});
