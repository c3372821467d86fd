import type { DbCluster } from "../../../shared/core/resources/index.ts";

/** What turns the compliant Aurora PostgreSQL cluster into an Aurora MySQL cluster. */
export const auroraMysql = {
	engine: "aurora-mysql",
	engineVersion: "8.0.mysql_aurora.3.08.0",
	logExports: ["audit", "error", "slowquery"],
	backtrackWindowSeconds: 86_400,
} satisfies Partial<DbCluster>;

/** What turns it into a Multi-AZ DB cluster of PostgreSQL. */
export const multiAzPostgres = {
	engine: "postgres",
	sort: "multi-az",
	publiclyAccessible: false,
	logExports: ["postgresql", "upgrade"],
	activityStreamStatus: undefined,
	httpEndpointEnabled: undefined,
} satisfies Partial<DbCluster>;
