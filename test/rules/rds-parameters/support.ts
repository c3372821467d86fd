import { seen, unread } from "../../../shared/core/observed.ts";
import type { DbCluster, DbInstance } from "../../../shared/core/resources/index.ts";
import type { Parameters } from "../../../shared/core/resources/rds.ts";
import { mysqlParameters, parameters, postgresParameters } from "../../support/compliant/rds.ts";

type Level = "instance" | "cluster";
type Values = Readonly<Record<string, string | undefined>>;

const sqlserverParameters = {
	"rds.force_ssl!": "1",
	"rds.tls10!": "disabled",
	"rds.tls11!": "disabled",
	"rds.tls12!": "default",
	"rds.rc4!": "disabled",
	"rds.3des168!": "disabled",
	"rds.diffie-hellman-min-key-bit-length!": "3072",
};
const mysql = { ...mysqlParameters, "authentication_policy!": "*:caching_sha2_password" };

/** The base's parameters with some values changed; `undefined` takes the parameter out of the group. */
const changing = (base: Record<string, string>, level: Level) => (values: Values) => {
	const all: Parameters = parameters(base, level);
	for (const [name, value] of Object.entries(values)) {
		if (value === undefined) delete all[name];
		else all[name] = { ...(all[name] ?? { source: "user", applyType: "dynamic", level }), value };
	}
	return { parameters: seen(all) };
};

export const postgres = (level: Level) => changing(postgresParameters, level);
export const mysqlLike = (level: Level) => changing(mysql, level);
export const sqlserver = changing(sqlserverParameters, "instance");
export const oracle = changing({ "audit_trail!": "DB" }, "instance");

/** The parameter is in the group, but the group names no value. */
export const valueless = (name: string, level: Level = "instance") => ({
	parameters: seen({ [name]: { source: "engine-default", applyType: "dynamic" as const, level } }),
});

/** DescribeDBParameters was refused. */
export const denied = {
	parameters: unread({ service: "rds", operation: "DescribeDBParameters", cause: "denied", message: "not authorized" }),
};

/** An instance whose parameter group has this status. */
export const grouped = (status: string) => ({ parameterGroups: [{ name: "orders-pg16", status, level: "instance" as const }] });

/** A cluster whose second member has this status. */
export const members = (status: string | undefined) => ({
	members: [
		{ id: "ledger-1", writer: true, parameterGroupStatus: "in-sync" },
		{ id: "ledger-2", writer: false, ...(status === undefined ? {} : { parameterGroupStatus: status }) },
	],
});

/** A member of an Aurora cluster. */
export const member = { clusterId: "ledger", clusterSort: "aurora" as const };

export const mysqlInstance: Partial<DbInstance> = { engine: "mysql", engineVersion: "8.4.5", ...mysqlLike("instance")({}) };
export const mariadbInstance: Partial<DbInstance> = { engine: "mariadb", engineVersion: "10.11.9", ...mysqlLike("instance")({}) };
export const sqlserverInstance: Partial<DbInstance> = { engine: "sqlserver-se", engineVersion: "15.00.4415.2.v1", ...sqlserver({}) };
export const oracleInstance: Partial<DbInstance> = {
	engine: "oracle-se2",
	engineVersion: "19.0.0.0.ru-2026-01.rur-2026-01.r1",
	...oracle({}),
};
export const auroraMysql: Partial<DbCluster> = {
	engine: "aurora-mysql",
	engineVersion: "8.0.mysql_aurora.3.08.0",
	...mysqlLike("cluster")({ default_authentication_plugin: "caching_sha2_password" }),
};
