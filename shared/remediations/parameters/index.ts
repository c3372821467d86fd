import type { Action } from "../action.ts";
import { rdsParameterGroupAuditLogging } from "./rds-parameter-group-audit-logging.ts";
import { rdsParameterGroupLogConnections } from "./rds-parameter-group-log-connections.ts";
import { rdsParameterGroupLogDisconnections } from "./rds-parameter-group-log-disconnections.ts";
import { rdsParameterGroupLogErrorVerbosity } from "./rds-parameter-group-log-error-verbosity.ts";
import { rdsParameterGroupLogLinePrefix } from "./rds-parameter-group-log-line-prefix.ts";
import { rdsParameterGroupLogMinDurationStatement } from "./rds-parameter-group-log-min-duration-statement.ts";
import { rdsParameterGroupLogOutputFile } from "./rds-parameter-group-log-output-file.ts";
import { rdsParameterGroupLogReplicationCommands } from "./rds-parameter-group-log-replication-commands.ts";
import { rdsParameterGroupLogRetention } from "./rds-parameter-group-log-retention.ts";
import { rdsParameterGroupLogStatement } from "./rds-parameter-group-log-statement.ts";
import { rdsParameterGroupPgauditClasses } from "./rds-parameter-group-pgaudit-classes.ts";
import { rdsParameterGroupPgauditLoaded } from "./rds-parameter-group-pgaudit-loaded.ts";
import { rdsParameterGroupSlowQueryLog } from "./rds-parameter-group-slow-query-log.ts";
import { rdsParameterGroupTlsRequired } from "./rds-parameter-group-tls-required.ts";

export const parametersActions: readonly Action[] = [
	rdsParameterGroupAuditLogging,
	rdsParameterGroupLogConnections,
	rdsParameterGroupLogDisconnections,
	rdsParameterGroupLogErrorVerbosity,
	rdsParameterGroupLogLinePrefix,
	rdsParameterGroupLogMinDurationStatement,
	rdsParameterGroupLogOutputFile,
	rdsParameterGroupLogReplicationCommands,
	rdsParameterGroupLogRetention,
	rdsParameterGroupLogStatement,
	rdsParameterGroupPgauditClasses,
	rdsParameterGroupPgauditLoaded,
	rdsParameterGroupSlowQueryLog,
	rdsParameterGroupTlsRequired,
];
