import { reported } from "../../../core/observed.ts";
import type { DbCluster, DbInstance } from "../../../core/resources/index.ts";

/** Whatever carries parameters. */
export type Server = DbInstance | DbCluster;

/** Engines that share their parameters; RDS Custom belongs to none. */
export type Family = "postgres" | "mysql" | "mariadb" | "sqlserver" | "oracle" | "db2";

/** The engine of a server: Aurora or not, and its release as numbers (16.4, 8.0 for Aurora MySQL 3, 16.0.4165.4 for SQL Server). */
export interface Engine {
	readonly name: string;
	readonly family: Family | undefined;
	readonly aurora: boolean;
	readonly release: readonly number[] | undefined;
	/** Aurora MySQL's own release: 3.08.0 of 8.0.mysql_aurora.3.08.0. */
	readonly auroraMysql?: readonly number[];
}

const families: Readonly<Record<string, Family>> = {
	postgres: "postgres",
	"aurora-postgresql": "postgres",
	mysql: "mysql",
	"aurora-mysql": "mysql",
	mariadb: "mariadb",
};
const editions = /^(sqlserver|oracle|db2)-/;

/** Reads the engine's name and version. */
export function engineOf(server: Pick<Server, "engine" | "engineVersion">): Engine {
	const { engine: name, engineVersion } = server;
	const numbers = engineVersion?.match(/^\d+(\.\d+)*/)?.[0];
	const own = engineVersion?.match(/\.mysql_aurora\.(\d+(?:\.\d+)*)/)?.[1];
	return {
		name,
		family: families[name] ?? (editions.exec(name)?.[1] as Family | undefined),
		aurora: name.startsWith("aurora"),
		release: numbers?.split(".").map(Number),
		...(own === undefined ? {} : { auroraMysql: own.split(".").map(Number) }),
	};
}

/** Is the release the given one or a later one? Throws `Unobserved` when AWS did not report the version. */
export function isSince(engine: Engine, ...first: readonly number[]): boolean {
	return compare(reported(engine.release, "EngineVersion"), first) >= 0;
}

/** Negative, 0 or positive; missing parts count as 0. */
export function compare(left: readonly number[], right: readonly number[]): number {
	for (let part = 0; part < Math.max(left.length, right.length); part++) {
		const difference = (left[part] ?? 0) - (right[part] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
