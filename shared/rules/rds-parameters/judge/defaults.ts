import { reported } from "../../../core/observed.ts";
import { compare, type Engine, type Family, isSince } from "./engine.ts";

/** Values that hold for these engines and releases when the parameter group names none. */
interface Defaults {
	readonly families: readonly Family[];
	/** Absent: both. */
	readonly aurora?: boolean;
	/** First release. */
	readonly since?: readonly number[];
	/** First release for which they no longer hold. */
	readonly before?: readonly number[];
	readonly values: Readonly<Record<string, string>>;
}

/*
 * AWS: a parameter shown without value has the default of the version's MySQL or PostgreSQL manual. Values are from those manuals
 * and, for rds.* and what AWS documents differently, from the RDS and Aurora user guides. What neither states is left out on purpose.
 */
const documented: readonly Defaults[] = [
	{
		families: ["postgres"],
		values: {
			log_disconnections: "off",
			log_statement: "none",
			log_line_prefix: "%t:%r:%u@%d:[%p]:",
			log_error_verbosity: "default",
			log_hostname: "off",
			log_replication_commands: "off",
			log_min_duration_statement: "-1",
			row_security: "on",
			shared_preload_libraries: "",
			"pgaudit.log": "none",
			"pgaudit.role": "",
			"rds.accepted_password_auth_method": "md5+scram",
			"rds.log_retention_period": "4320",
			"rds.restrict_password_commands": "0",
		},
	},
	{ families: ["postgres"], before: [18], values: { log_connections: "off" } },
	{ families: ["postgres"], since: [18], values: { log_connections: "" } },
	{ families: ["postgres"], since: [13], values: { log_parameter_max_length: "-1", log_parameter_max_length_on_error: "0" } },
	{ families: ["postgres"], since: [10], before: [14], values: { password_encryption: "md5" } },
	{ families: ["postgres"], since: [14], values: { password_encryption: "scram-sha-256" } },
	{ families: ["postgres"], since: [12], before: [13], values: { ssl_min_protocol_version: "TLSv1" } },
	{ families: ["postgres"], since: [13], values: { ssl_min_protocol_version: "TLSv1.2" } },
	{ families: ["postgres"], aurora: false, since: [10], before: [12], values: { ssl_ciphers: "HIGH:MEDIUM:+3DES:!aNULL" } },
	{ families: ["postgres"], aurora: false, since: [12], before: [14], values: { ssl_ciphers: "HIGH:!aNULL:!3DES" } },
	{ families: ["postgres"], aurora: false, before: [15], values: { "rds.force_ssl": "0" } },
	{ families: ["postgres"], aurora: false, since: [15], values: { "rds.force_ssl": "1" } },
	{ families: ["postgres"], aurora: true, before: [17], values: { "rds.force_ssl": "0" } },
	{ families: ["postgres"], aurora: true, since: [17], values: { "rds.force_ssl": "1" } },
	{ families: ["sqlserver"], values: { "rds.force_ssl": "0", "rds.tls12": "enabled" } },
	{ families: ["mysql"], before: [8, 4], values: { require_secure_transport: "OFF" } },
	{
		families: ["mysql"],
		aurora: false,
		since: [8, 4],
		before: [9],
		values: { require_secure_transport: "OFF" },
	},
	{ families: ["mysql"], aurora: false, since: [9, 7], values: { require_secure_transport: "ON" } },
	{ families: ["mysql"], aurora: false, since: [8, 4], values: { authentication_policy: "*,," } },
	{
		families: ["mysql"],
		aurora: true,
		since: [8, 4],
		values: { require_secure_transport: "ON", authentication_policy: "*:caching_sha2_password" },
	},
	{ families: ["mysql"], since: [8, 4], values: { tls_version: "TLSv1.2,TLSv1.3" } },
	{ families: ["mysql"], aurora: false, since: [8, 0, 28], before: [8, 4], values: { tls_version: "TLSv1.2,TLSv1.3" } },
	{ families: ["mysql"], before: [8], values: { tls_version: "TLSv1,TLSv1.1,TLSv1.2" } },
	{ families: ["mysql"], aurora: true, values: { server_audit_logging: "OFF", server_audit_events: "" } },
	{ families: ["mariadb"], before: [11, 8], values: { require_secure_transport: "OFF" } },
	{ families: ["mariadb"], since: [11, 8], values: { require_secure_transport: "ON" } },
	{ families: ["mariadb"], since: [10, 11], values: { tls_version: "TLSv1.2,TLSv1.3" } },
	{ families: ["mysql", "mariadb"], values: { general_log: "OFF", slow_query_log: "OFF", log_bin_trust_function_creators: "OFF" } },
	{ families: ["mysql"], aurora: false, before: [8, 4], values: { log_output: "TABLE" } },
	{ families: ["mysql"], aurora: true, since: [5, 7], values: { log_output: "FILE" } },
	{ families: ["mariadb"], values: { log_output: "TABLE", local_infile: "ON" } },
	// Not for Aurora, where it is a parameter of instances and RDS may set it in the group that it makes for them.
	{ families: ["mysql"], aurora: false, before: [8], values: { local_infile: "ON" } },
	{ families: ["mysql"], aurora: false, since: [8], values: { local_infile: "OFF" } },
];

/** The last SQL Server builds whose Schannel switches are on by default (RDS user guide); later builds of the same release have them off. */
const lastOpenBuilds: readonly (readonly number[])[] = [
	[12, 0, 6449, 1],
	[13, 0, 6435, 1],
	[14, 0, 3465, 1],
	[15, 0, 4365, 2],
	[16, 0, 4120, 1],
];
const schannel = new Set(["rds.tls10", "rds.tls11", "rds.rc4", "rds.3des168"]);

/** The documented default of the engine's release, or undefined when no documentation says. Throws `Unobserved` without a version where it matters. */
export function engineDefault(engine: Engine, name: string): string | undefined {
	if (engine.family === "sqlserver" && (schannel.has(name) || name === "rds.diffie-hellman-min-key-bit-length")) {
		const release = reported(engine.release, "EngineVersion");
		const last = lastOpenBuilds.find((build) => build[0] === release[0]);
		if (!last) return undefined;
		const hardened = compare(release, last) > 0;
		return schannel.has(name) ? (hardened ? "disabled" : "enabled") : hardened ? "3072" : "2048";
	}
	// Aurora MySQL 3.04 is built on MySQL 8.0.28, which has no TLS before 1.2; its own engine version names 8.0 alone.
	if (name === "tls_version" && engine.auroraMysql && compare(engine.auroraMysql, [3, 4]) >= 0) return "TLSv1.2,TLSv1.3";
	return documented.find((entry) => entry.values[name] !== undefined && holds(entry, engine))?.values[name];
}

const holds = (entry: Defaults, engine: Engine): boolean =>
	engine.family !== undefined &&
	entry.families.includes(engine.family) &&
	(entry.aurora ?? engine.aurora) === engine.aurora &&
	(!entry.since || isSince(engine, ...entry.since)) &&
	(!entry.before || !isSince(engine, ...entry.before));
