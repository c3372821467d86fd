import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsProxyDebugLoggingOff = defineRule({
	id: "rds-proxy-debug-logging-off",
	title: "RDS Proxy does not write debug logs",
	severity: "medium",
	resource: "rds.DbProxy",
	risk: "The debug log holds SQL statements with the personal data and secrets in them, for whoever reads CloudWatch Logs.",
	recommendation: "Switch DebugLogging off (ModifyDBProxy) when the investigation is over, and delete what was logged.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBProxy.html"],
	related: {},
	evaluate(proxy) {
		const debugLogging = reported(proxy.debugLogging, "DebugLogging");
		return debugLogging
			? fail(`${proxy.name} writes SQL statements to its debug log.`, { debugLogging })
			: pass(`${proxy.name} writes no debug log.`, { debugLogging });
	},
});
