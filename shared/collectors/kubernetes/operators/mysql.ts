import { parseMyCnf } from "../conf/my-cnf.ts";
import { withoutSecrets } from "../database-config.ts";
import { at, flag, integer, list, records, text } from "../json.ts";
import { isExposed, type OperatorReader, versionOfImage } from "./facts.ts";

/** What a piece of my.cnf sets; one without groups is the server's. */
function parametersOf(content: unknown): Record<string, string> {
	const written = text(content) ?? "";
	return withoutSecrets(parseMyCnf(/^\s*\[/m.test(written) ? written : `[mysqld]\n${written}`).settings);
}

const isOn = (value: string | undefined): boolean => value !== undefined && /^(on|1|true|yes)$/i.test(value);

/** Percona Operator for MySQL, based on XtraDB Cluster. TLS is on unless it is told to be unsafe. */
export const perconaXtraDb: OperatorReader = ({ spec }) => {
	const configuration = at(spec, "pxc", "configuration");
	const parameters = parametersOf(configuration);
	const tlsEnabled =
		at(spec, "allowUnsafeConfigurations") === true
			? undefined
			: !(at(spec, "unsafeFlags", "tls") === true && at(spec, "tls", "enabled") === false);
	// Without a configuration in the resource a ConfigMap or Secret beside it may hold one.
	const required = isOn(parameters.require_secure_transport) ? true : text(configuration) === undefined ? undefined : false;
	const proxies = ["haproxy", "proxysql"].filter((name) => at(spec, name, "enabled") === true);
	return {
		engine: "mysql",
		version: versionOfImage(at(spec, "pxc", "image")),
		instances: integer(at(spec, "pxc", "size")),
		tlsRequired: tlsEnabled === false ? false : required,
		tlsEnabled,
		superuserAccess: undefined,
		backups: list(at(spec, "backup", "schedule")).length > 0 || at(spec, "backup", "pitr", "enabled") === true,
		parameters,
		hba: [],
		exposed: isExposed([
			...(at(spec, "pxc", "expose", "enabled") === true ? [at(spec, "pxc", "expose", "type")] : []),
			...proxies.flatMap((name) => [
				at(spec, name, "exposePrimary", "type"),
				at(spec, name, "exposeReplicas", "type"),
				at(spec, name, "expose", "type"),
				at(spec, name, "serviceType"),
				at(spec, name, "replicasServiceType"),
			]),
		]),
	};
};

/** mariadb-operator. TLS is an option of every release, and on by default in newer ones only; requiring it is off until it is asked for. */
export const mariadbOperator: OperatorReader = ({ spec }) => {
	const enabled = flag(at(spec, "tls", "enabled"));
	const parameters = parametersOf(at(spec, "myCnf"));
	const asked = flag(at(spec, "tls", "required")) === true || isOn(parameters.require_secure_transport);
	const elsewhere = at(spec, "myCnfConfigMapKeyRef") !== undefined;
	return {
		engine: "mariadb",
		version: versionOfImage(at(spec, "image")),
		instances: integer(at(spec, "replicas")),
		tlsRequired: enabled === undefined ? undefined : enabled && (asked || (elsewhere ? undefined : false)),
		tlsEnabled: enabled,
		superuserAccess: undefined,
		// Backups are resources of their own.
		backups: undefined,
		parameters,
		hba: [],
		exposed: isExposed(["service", "primaryService", "secondaryService"].map((name) => at(spec, name, "type"))),
	};
};

/** MySQL Operator for Kubernetes. Servers make certificates of their own where they are given none. */
export const mysqlOperator: OperatorReader = ({ spec }) => {
	const parameters = parametersOf(at(spec, "mycnf"));
	const schedules = records(at(spec, "backupSchedules")).filter(({ enabled }) => enabled !== false);
	return {
		engine: "mysql",
		version: text(at(spec, "version")),
		instances: integer(at(spec, "instances")) ?? 1,
		tlsRequired: isOn(parameters.require_secure_transport),
		tlsEnabled: true,
		superuserAccess: undefined,
		backups: schedules.length > 0,
		parameters,
		hba: [],
		exposed: isExposed([at(spec, "service", "type")]),
	};
};

const rdsEngines: Readonly<Record<string, "postgres" | "mysql" | "mariadb">> = {
	postgres: "postgres",
	"aurora-postgresql": "postgres",
	mysql: "mysql",
	"aurora-mysql": "mysql",
	mariadb: "mariadb",
};

/** A DB instance or cluster that AWS Controllers for Kubernetes have RDS run; its parameter group is judged by the scan of AWS. */
export const ackRds: OperatorReader = ({ spec }) => {
	const engine = text(at(spec, "engine")) ?? "";
	const retention = integer(at(spec, "backupRetentionPeriod"));
	if (!Object.hasOwn(rdsEngines, engine)) return undefined;
	return {
		engine: rdsEngines[engine] as "postgres",
		version: text(at(spec, "engineVersion")),
		instances: undefined,
		tlsRequired: undefined,
		tlsEnabled: true,
		superuserAccess: undefined,
		backups: retention === undefined ? undefined : retention > 0,
		parameters: {},
		hba: [],
		exposed: flag(at(spec, "publiclyAccessible")),
	};
};
