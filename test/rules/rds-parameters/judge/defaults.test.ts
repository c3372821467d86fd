import { describe, expect, it } from "vitest";
import { engineDefault } from "../../../../shared/rules/rds-parameters/judge/defaults.ts";
import { engineOf } from "../../../../shared/rules/rds-parameters/judge/engine.ts";

const of = (engine: string, engineVersion: string | undefined, name: string) =>
	engineDefault(engineOf({ engine, ...(engineVersion === undefined ? {} : { engineVersion }) }), name);

describe("the documented default of a parameter", () => {
	it.each<[engine: string, version: string, name: string, value: string | undefined]>([
		["postgres", "14.20", "rds.force_ssl", "0"],
		["postgres", "15.0", "rds.force_ssl", "1"],
		["aurora-postgresql", "15.0", "rds.force_ssl", "0"],
		["aurora-postgresql", "16.99", "rds.force_ssl", "0"],
		["aurora-postgresql", "17.0", "rds.force_ssl", "1"],
		["postgres", "9.6", "password_encryption", undefined],
		["postgres", "10.0", "password_encryption", "md5"],
		["postgres", "13.99", "password_encryption", "md5"],
		["aurora-postgresql", "14.0", "password_encryption", "scram-sha-256"],
		["postgres", "11.22", "ssl_min_protocol_version", undefined],
		["postgres", "12.0", "ssl_min_protocol_version", "TLSv1"],
		["postgres", "13.0", "ssl_min_protocol_version", "TLSv1.2"],
		["postgres", "9.6.24", "ssl_ciphers", undefined],
		["postgres", "10.0", "ssl_ciphers", "HIGH:MEDIUM:+3DES:!aNULL"],
		["postgres", "11.99", "ssl_ciphers", "HIGH:MEDIUM:+3DES:!aNULL"],
		["postgres", "12.0", "ssl_ciphers", "HIGH:!aNULL:!3DES"],
		["postgres", "13.99", "ssl_ciphers", "HIGH:!aNULL:!3DES"],
		["postgres", "14.0", "ssl_ciphers", undefined],
		["aurora-postgresql", "11.9", "ssl_ciphers", undefined],
		["aurora-postgresql", "13.9", "ssl_ciphers", undefined],
		["postgres", "17.9", "log_connections", "off"],
		["postgres", "18.0", "log_connections", ""],
		["postgres", "12.22", "log_parameter_max_length", undefined],
		["postgres", "13.0", "log_parameter_max_length", "-1"],
		["postgres", "13.0", "log_parameter_max_length_on_error", "0"],
		["postgres", "16.4", "log_disconnections", "off"],
		["postgres", "16.4", "log_statement", "none"],
		["postgres", "16.4", "log_line_prefix", "%t:%r:%u@%d:[%p]:"],
		["postgres", "16.4", "log_error_verbosity", "default"],
		["postgres", "16.4", "log_hostname", "off"],
		["postgres", "16.4", "log_replication_commands", "off"],
		["postgres", "16.4", "log_min_duration_statement", "-1"],
		["postgres", "16.4", "row_security", "on"],
		["postgres", "16.4", "shared_preload_libraries", ""],
		["postgres", "16.4", "pgaudit.log", "none"],
		["postgres", "16.4", "pgaudit.role", ""],
		["postgres", "16.4", "rds.accepted_password_auth_method", "md5+scram"],
		["postgres", "16.4", "rds.log_retention_period", "4320"],
		["postgres", "16.4", "rds.restrict_password_commands", "0"],
		["postgres", "16.4", "general_log", undefined],
		["mysql", "8.0.42", "require_secure_transport", "OFF"],
		["mysql", "8.4.0", "require_secure_transport", "OFF"],
		["mysql", "8.99.0", "require_secure_transport", "OFF"],
		["mysql", "9.0.0", "require_secure_transport", undefined],
		["mysql", "9.6.0", "require_secure_transport", undefined],
		["mysql", "9.7.0", "require_secure_transport", "ON"],
		["aurora-mysql", "8.0.mysql_aurora.3.08.0", "require_secure_transport", "OFF"],
		["aurora-mysql", "8.4.7", "require_secure_transport", "ON"],
		["aurora-mysql", "8.4.7", "authentication_policy", "*:caching_sha2_password"],
		["mysql", "8.4.0", "authentication_policy", "*,,"],
		["mysql", "8.3.0", "authentication_policy", undefined],
		["mysql", "5.7.44", "tls_version", "TLSv1,TLSv1.1,TLSv1.2"],
		["aurora-mysql", "5.7.mysql_aurora.2.12.4", "tls_version", "TLSv1,TLSv1.1,TLSv1.2"],
		["mysql", "8.0.27", "tls_version", undefined],
		["mysql", "8.0.28", "tls_version", "TLSv1.2,TLSv1.3"],
		["mysql", "8.4.0", "tls_version", "TLSv1.2,TLSv1.3"],
		["aurora-mysql", "8.0.mysql_aurora.3.03.9", "tls_version", undefined],
		["aurora-mysql", "8.0.mysql_aurora.3.04.0", "tls_version", "TLSv1.2,TLSv1.3"],
		["aurora-mysql", "8.0.mysql_aurora.3.08.0", "tls_version", "TLSv1.2,TLSv1.3"],
		["aurora-mysql", "8.0.mysql_aurora.3.08.0", "general_log", "OFF"],
		["aurora-mysql", "8.4.0", "tls_version", "TLSv1.2,TLSv1.3"],
		["mariadb", "10.6.20", "tls_version", undefined],
		["mariadb", "10.11.0", "tls_version", "TLSv1.2,TLSv1.3"],
		["mariadb", "10.11.9", "require_secure_transport", "OFF"],
		["mariadb", "11.7.2", "require_secure_transport", "OFF"],
		["mariadb", "11.8.0", "require_secure_transport", "ON"],
		["aurora-mysql", "8.4.7", "server_audit_logging", "OFF"],
		["aurora-mysql", "8.4.7", "server_audit_events", ""],
		["mysql", "8.4.7", "server_audit_logging", undefined],
		["mysql", "8.0.42", "general_log", "OFF"],
		["mariadb", "11.4.5", "slow_query_log", "OFF"],
		["aurora-mysql", "8.4.7", "log_bin_trust_function_creators", "OFF"],
		["mysql", "8.3.0", "log_output", "TABLE"],
		["mysql", "8.4.0", "log_output", undefined],
		["aurora-mysql", "8.0.mysql_aurora.3.08.0", "log_output", "FILE"],
		["aurora-mysql", "5.7.mysql_aurora.2.12.4", "log_output", "FILE"],
		["aurora-mysql", "5.6.mysql_aurora.1.23.4", "log_output", undefined],
		["mysql", "5.7.44", "local_infile", "ON"],
		["mysql", "8.0.0", "local_infile", "OFF"],
		["aurora-mysql", "8.0.mysql_aurora.3.08.0", "local_infile", undefined],
		["mariadb", "11.4.5", "local_infile", "ON"],
		["mariadb", "11.4.5", "log_output", "TABLE"],
		["sqlserver-ee", "15.00.4415.2.v1", "rds.force_ssl", "0"],
		["sqlserver-ee", "15.00.4415.2.v1", "rds.tls12", "enabled"],
		["oracle-ee", "19.0.0.0", "audit_trail", undefined],
		["custom-sqlserver-ee", "15.00.4415.2.v1", "rds.force_ssl", undefined],
	])("of %s %s for %s is %s", (engine, version, name, value) => {
		expect(of(engine, version, name)).toBe(value);
	});

	it.each([
		["12.00.6449.1", "12.00.6449.2"],
		["13.00.6435.1", "13.00.6436.0"],
		["14.00.3465.1.v1", "14.00.3475.1.v1"],
		["15.00.4365.2", "15.00.4365.3"],
		["16.00.4120.1", "16.00.4125.3"],
	])("opens SQL Server's old protocols up to %s and closes them from %s on", (last, next) => {
		for (const name of ["rds.tls10", "rds.tls11", "rds.rc4", "rds.3des168"]) {
			expect(of("sqlserver-se", last, name)).toBe("enabled");
			expect(of("sqlserver-se", next, name)).toBe("disabled");
		}
		expect(of("sqlserver-se", last, "rds.diffie-hellman-min-key-bit-length")).toBe("2048");
		expect(of("sqlserver-se", next, "rds.diffie-hellman-min-key-bit-length")).toBe("3072");
	});

	it("is not known for a SQL Server release without documentation", () => {
		expect(of("sqlserver-se", "17.00.1000.7.v1", "rds.tls10")).toBeUndefined();
		expect(of("sqlserver-se", "17.00.1000.7.v1", "rds.diffie-hellman-min-key-bit-length")).toBeUndefined();
	});

	it("asks for the version only where it matters", () => {
		expect(of("postgres", undefined, "log_statement")).toBe("none");
		expect(() => of("postgres", undefined, "rds.force_ssl")).toThrow("EngineVersion");
		expect(() => of("sqlserver-se", "unknown", "rds.tls10")).toThrow("EngineVersion");
	});
});

describe("an engine", () => {
	it.each([
		["postgres", "postgres", false],
		["aurora-postgresql", "postgres", true],
		["mysql", "mysql", false],
		["aurora-mysql", "mysql", true],
		["mariadb", "mariadb", false],
		["sqlserver-web", "sqlserver", false],
		["oracle-se2-cdb", "oracle", false],
		["db2-ae", "db2", false],
		["custom-oracle-ee", undefined, false],
		["sqlserver", undefined, false],
		["neptune", undefined, false],
	])("%s belongs to the family %s", (engine, family, aurora) => {
		expect(engineOf({ engine })).toMatchObject({ name: engine, family, aurora });
	});

	it("reads Aurora MySQL's own release", () => {
		expect(engineOf({ engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.08.0" }).auroraMysql).toEqual([3, 8, 0]);
		expect(engineOf({ engine: "aurora-mysql", engineVersion: "8.4.7" })).not.toHaveProperty("auroraMysql");
	});

	it("reads the leading numbers of the version", () => {
		expect(engineOf({ engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.08.0" }).release).toEqual([8, 0]);
		expect(engineOf({ engine: "sqlserver-se", engineVersion: "16.00.4165.4.v1" }).release).toEqual([16, 0, 4165, 4]);
		expect(engineOf({ engine: "postgres", engineVersion: "v16" }).release).toBeUndefined();
	});
});
