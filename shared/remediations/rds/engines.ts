export const isCustom = (engine: string): boolean => engine.startsWith("custom-");
export const isAurora = (engine: string): boolean => engine.startsWith("aurora");
/** DocumentDB and Neptune answer through the API of RDS and are other products. */
export const isOtherProduct = (engine: string): boolean => engine === "docdb" || engine === "neptune";

/** Log types to export of an instance, by engine; `general` is never among them: it holds every statement with its values. */
export function instanceLogTypes(engine: string): readonly string[] | undefined {
	if (engine === "postgres") return ["postgresql", "upgrade"];
	if (engine === "mysql" || engine === "mariadb") return ["audit", "error", "slowquery"];
	if (engine.startsWith("oracle-")) return ["alert", "audit", "listener", "trace"];
	// Express has no agent.
	if (engine === "sqlserver-ex") return ["error"];
	if (engine.startsWith("sqlserver-")) return ["agent", "error"];
	if (engine.startsWith("db2-")) return ["diag.log", "notify.log"];
	return undefined;
}

/** Log types to export of a cluster, by engine. */
export const clusterLogTypes: Readonly<Record<string, readonly string[]>> = {
	"aurora-mysql": ["audit", "error", "slowquery"],
	"aurora-postgresql": ["postgresql"],
	mysql: ["error", "slowquery"],
	postgres: ["postgresql", "upgrade"],
};

/** Why an instance of the engine cannot have IAM authentication; undefined when it can. */
export function lacksIamAuthentication(engine: string, version: string | undefined): string | undefined {
	if (engine === "postgres" || engine === "mysql") return undefined;
	if (engine !== "mariadb") return `${engine} has no IAM database authentication`;
	const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
	return major > 10 || (major === 10 && minor >= 6) ? undefined : `MariaDB ${version ?? "of an unknown version"} has none before 10.6`;
}

export const iamClusterEngines: readonly string[] = ["aurora-mysql", "aurora-postgresql", "mysql", "postgres"];

const small: readonly string[] = ["t2", "t3", "t4g"].flatMap((family) => [`db.${family}.micro`, `db.${family}.small`]);

/** Classes with little memory, where every feature that needs some counts. */
export const isSmall = (instanceClass: string): boolean => small.includes(instanceClass);

/** Can the engine not have Performance Insights on the class? PostgreSQL, Oracle and SQL Server have it on all. */
export function lacksPerformanceInsights(engine: string, instanceClass: string): boolean {
	if (isCustom(engine) || engine.startsWith("db2-")) return true;
	if (engine === "aurora-mysql") return isSmall(instanceClass) || instanceClass.startsWith("db.t2.") || instanceClass.startsWith("db.t3.");
	return (engine === "mysql" || engine === "mariadb") && isSmall(instanceClass);
}
