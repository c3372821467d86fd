import { tlsRequired } from "../../rules/rds-parameters/judge/tls.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupTlsRequired = parameterAction({
	id: "rds-parameter-group-tls-required",
	title: "Require TLS of every connection",
	rules: ["rds-instance-tls-required", "rds-cluster-tls-required"],
	controls: ["RDS.38", "RDS.39", "RDS.41", "RDS.44"],
	question: tlsRequired,
	level: "approve",
	values: () => ["1", "ON"],
	risk: "high",
	downtime: "New connections without TLS are refused; on PostgreSQL and MySQL at once, on SQL Server from the next reboot on.",
	guards: ["A person approves it, after clients were seen to use TLS."],
	notes: [
		"Look first who connects without TLS, for as many days as batch jobs need to come round: pg_stat_ssl (PostgreSQL), the status Ssl_accepts and performance_schema (MySQL, MariaDB), sys.dm_exec_connections (SQL Server); Parapet's database scan keeps a record of it.",
		"Connections that are open go on without TLS until they end.",
		"Clients need the certificate bundle of RDS only if they verify the server, which they should.",
	],
});
