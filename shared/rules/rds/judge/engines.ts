/** RDS Custom, where the customer runs the operating system and RDS manages less. */
export const isCustom = (engine: string): boolean => engine.startsWith("custom-");

export const isOracle = (engine: string): boolean => engine.startsWith("oracle-");
export const isSqlServer = (engine: string): boolean => engine.startsWith("sqlserver-");
export const isDb2 = (engine: string): boolean => engine.startsWith("db2-");
export const isPostgres = (engine: string): boolean => engine === "postgres" || engine === "aurora-postgresql";
/** MySQL and Aurora MySQL; MariaDB has versions and life cycles of its own. */
export const isMySql = (engine: string): boolean => engine === "mysql" || engine === "aurora-mysql";

/** The port that RDS proposes for the engine, RDS Custom included; undefined for an engine that we do not know. */
export function defaultPort(engine: string): number | undefined {
	const plain = isCustom(engine) ? engine.slice("custom-".length) : engine;
	if (isPostgres(plain)) return 5432;
	if (isMySql(plain) || plain === "mariadb") return 3306;
	if (isOracle(plain)) return 1521;
	if (isSqlServer(plain)) return 1433;
	if (isDb2(plain)) return 50000;
	return undefined;
}

/** Negative, zero or positive as version `a` is below, equal to or above `b`; only the leading dotted numbers count, `16` equals `16.0`. */
export function compareVersions(a: string, b: string): number {
	const left = numbersOf(a);
	const right = numbersOf(b);
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const difference = (left[index] ?? 0) - (right[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

const numbersOf = (version: string): number[] => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
