import type { DbInstance } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { isMySql, isPostgres } from "./engines.ts";

/** DescribeDBMajorEngineVersions gives life cycles for the open source engines only. */
export const withoutLifecycle = (db: DbInstance): Verdict | undefined =>
	isPostgres(db.engine) || isMySql(db.engine) || db.engine === "mariadb"
		? undefined
		: notApplicable(`${db.name} runs ${db.engine}, for which RDS publishes no support dates.`);

/** Extended Support is sold for MySQL and PostgreSQL, not for MariaDB. */
export const withoutExtendedSupport = (db: DbInstance): Verdict | undefined =>
	isPostgres(db.engine) || isMySql(db.engine)
		? undefined
		: notApplicable(`${db.name} runs ${db.engine}, for which there is no RDS Extended Support.`);
