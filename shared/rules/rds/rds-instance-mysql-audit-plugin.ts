import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";
import { findOption } from "./judge/options.ts";

const plugin = "MARIADB_AUDIT_PLUGIN";

export const rdsInstanceMysqlAuditPlugin = defineRule({
	id: "rds-instance-mysql-audit-plugin",
	title: "RDS for MySQL or MariaDB audits connections and statements",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without the audit plugin nobody can tell afterwards who connected and what they read or changed.",
	recommendation: "Add MARIADB_AUDIT_PLUGIN to an option group, choose the events, and export the audit log to CloudWatch Logs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (db.engine !== "mysql" && db.engine !== "mariadb")
			return notApplicable(`${db.name} runs ${db.engine}, which has no ${plugin} option.`);
		const found = findOption(db, plugin);
		const optionGroups = db.optionGroups.map((group) => group.name);
		if (!found) return fail(`${db.name} has no ${plugin}.`, { optionGroups });
		const events = found.option.settings.SERVER_AUDIT_EVENTS ?? null;
		return found.waiting === undefined
			? pass(`${db.name} runs with ${plugin}.`, { optionGroups, events })
			: fail(`${db.name} runs with ${plugin} only once its option group is applied (${found.waiting}).`, { optionGroups, events });
	},
});
