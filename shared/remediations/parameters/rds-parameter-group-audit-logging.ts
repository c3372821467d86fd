import { auroraAudit } from "../../rules/rds-parameters/judge/mysql.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupAuditLogging = parameterAction({
	id: "rds-parameter-group-audit-logging",
	title: "Audit activity (Aurora MySQL)",
	rules: ["rds-cluster-audit-logging"],
	controls: ["RDS.45"],
	question: auroraAudit,
	kinds: ["rds.DbCluster"],
	values: (parameter) => (parameter === "server_audit_events" ? ["CONNECT,QUERY_DCL,QUERY_DDL"] : ["1", "ON"]),
	guards: ["Events that are named already stay."],
	notes: ["Export the audit log to CloudWatch Logs; the files on the database are kept for a short time only."],
});
