import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";
import { soc2Additional } from "./soc2/additional.ts";
import { soc2Common } from "./soc2/common.ts";

/** SOC 2: the Trust Services Criteria. The rules are evidence for an auditor, not an opinion. */
export const soc2: Framework<RuleId> = {
	id: "soc2",
	title: "SOC 2 Trust Services Criteria",
	version: "2017 (points of focus 2022)",
	source: "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
	requirements: [...soc2Common, ...soc2Additional],
};
