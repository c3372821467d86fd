import { defineRule } from "../../core/rule.ts";
import { isOff, judgeVariable } from "./judge/variables.ts";

export const mysqlLogBinTrustFunctionCreatorsOff = defineRule({
	id: "mysql-log-bin-trust-function-creators-off",
	title: "MySQL lets trusted accounts alone create unsafe functions",
	severity: "low",
	resource: "mysql.Server",
	risk: "Accounts without SUPER create functions that write the binary log, and so run statements on replicas with more rights.",
	recommendation: "Set log_bin_trust_function_creators = OFF, and create functions as an administrator.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "log_bin_trust_function_creators", isOff, "be OFF");
	},
});
