import { isSince } from "./engine.ts";
import { items, off, on, only, type Question } from "./requirement.ts";

const mysqlAndMariadb = (question: Question): Question => only(["mysql", "mariadb"], question);

export const localInfileOff = mysqlAndMariadb(() => [off("local_infile")]);

export const generalLogOff = mysqlAndMariadb(() => [off("general_log")]);

export const slowQueryLogOn = mysqlAndMariadb(() => [on("slow_query_log")]);

export const binlogTrustOff = mysqlAndMariadb(() => [off("log_bin_trust_function_creators")]);

/** Logs go to files: only files can be exported to CloudWatch Logs. NONE wins over everything else in the list. */
export const logToFile = mysqlAndMariadb(() => [
	{
		parameter: "log_output",
		wanted: "contain FILE",
		accepts: (value) => items(value).includes("file") && !items(value).includes("none"),
	},
]);

/** New accounts do not get mysql_native_password. */
export const strongPasswordPlugin = only(["mysql"], (engine) => {
	if (!isSince(engine, 8)) return "MySQL has caching_sha2_password from 8.0 on";
	if (engine.aurora && !isSince(engine, 8, 4)) return "Aurora MySQL 3 does not let anybody change default_authentication_plugin";
	return [
		{
			parameter: isSince(engine, 8, 4) ? "authentication_policy" : "default_authentication_plugin",
			wanted: "not be mysql_native_password",
			accepts: (value) => value.trim() !== "" && !/mysql_native_password/i.test(value),
		},
	];
});

/** Advanced Auditing of Aurora MySQL is on and records something. */
export const auroraAudit: Question = (engine) =>
	engine.family === "mysql" && engine.aurora
		? [
				on("server_audit_logging"),
				{ parameter: "server_audit_events", wanted: "name events to record", accepts: (value) => items(value).length > 0 },
			]
		: `it runs ${engine.name}, and the rule is about Aurora MySQL`;
