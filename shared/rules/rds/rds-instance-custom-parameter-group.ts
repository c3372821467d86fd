import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom } from "./judge/engines.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceCustomParameterGroup = defineRule({
	id: "rds-instance-custom-parameter-group",
	title: "RDS DB instance uses a parameter group of its own",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A default parameter group cannot be changed, so that neither TLS nor logging nor auditing can be tightened without a restart later.",
	recommendation:
		"Create a parameter group of the engine's family, set what your baseline asks for, and attach it in a maintenance window.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (isCustom(db.engine))
			return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose parameters the customer sets on the host.`);
		const groups = db.parameterGroups.filter((group) => group.level === "instance").map((group) => group.name);
		if (groups.length === 0) throw new Unobserved("AWS did not report DBParameterGroups.");
		const defaults = groups.filter((name) => name.startsWith("default."));
		return defaults.length === 0
			? pass(`${db.name} uses the parameter group ${groups.join(", ")}.`, { parameterGroups: groups })
			: fail(`${db.name} uses the default parameter group ${defaults.join(", ")}.`, { parameterGroups: groups });
	},
});
