import { describe, expect, it } from "vitest";
import { evaluate } from "../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../shared/core/framework.ts";
import { resourceKinds } from "../../shared/core/kinds.ts";
import { rules } from "../../shared/rules/index.ts";
import { compliant } from "../support/compliant/index.ts";
import { now } from "../support/rule-table.ts";

describe("a resource in good order", () => {
	it.each(resourceKinds)("of kind %s passes every rule that applies to it", (kind) => {
		const findings = evaluate({ scopes: [], resources: [compliant(kind)], errors: [] }, { rules, frameworks: indexFrameworks([]), now });
		expect(
			findings
				.filter(({ verdict }) => verdict === "fail" || verdict === "indeterminate")
				.map(({ ruleId, detail }) => `${ruleId}: ${detail}`),
		).toEqual([]);
	});
});
