import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { hasVariable, isOff, variableOf } from "./judge/variables.ts";

export const mysqlAuditPluginActive = defineRule({
	id: "mysql-audit-plugin-active",
	title: "MySQL has an audit plugin at work",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Nobody can say who read or changed what, and when.",
	recommendation:
		"On RDS add MARIADB_AUDIT_PLUGIN to the option group (Aurora: server_audit_logging = 1); elsewhere install server_audit, audit_log or the audit_log_filter component.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html"],
	related: {},
	evaluate(server) {
		const found = need(server.plugins).filter((name) =>
			/^(server_audit|audit_log|audit_log_filter|audit)$|component_audit|audit_log_filter/.test(name),
		);
		const switchName = "server_audit_logging";
		if (hasVariable(server, switchName) && isOff(variableOf(server, switchName)))
			return fail(`${server.name} has server_audit, which is switched off.`, { plugins: found, logging: false });
		return found.length > 0 || hasVariable(server, switchName)
			? pass(`${server.name} audits with ${listed(found) || "server_audit"}.`, { plugins: found })
			: fail(`${server.name} has no audit plugin.`, { plugins: [] });
	},
});
