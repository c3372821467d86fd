import { reported } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const rdsInstanceCurrentGenerationClass = defineRule({
	id: "rds-instance-current-generation-class",
	title: "RDS DB instance uses an instance class of a current generation",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Previous generations are slower, miss newer engine versions and are withdrawn by AWS, which then moves the instance at its own time.",
	recommendation: "Modify the instance to a class of a current generation, Graviton where the engine allows it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html"],
	related: { others: ["cloudsploit:rdsInstanceGeneration"] },
	parameters: {
		previousGenerations: strings(
			["t1", "t2", "m1", "m2", "m3", "m4", "cr1", "r3", "r4"],
			"Class families that count as previous generations.",
		),
	},
	evaluate(db, { parameters }) {
		const instanceClass = reported(db.instanceClass, "DBInstanceClass");
		const family = /^db\.([^.]+)\./.exec(instanceClass)?.[1];
		if (family === undefined) return notApplicable(`${db.name} is ${instanceClass}, which has no generation.`);
		return parameters.previousGenerations.includes(family)
			? fail(`${db.name} is a ${instanceClass}, of the previous generation ${family}.`, { instanceClass, family })
			: pass(`${db.name} is a ${instanceClass}, of a current generation.`, { instanceClass, family });
	},
});
