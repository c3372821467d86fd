import type { DatabaseConnection, DbCluster, DbInstance, MysqlServer, PostgresServer } from "../resources/index.ts";
import { outsideClusters } from "./at-rest.ts";
import type { Membership, OfKind } from "./clusters.ts";
import { given } from "./connections.ts";
import { type Notes, notes } from "./notes.ts";
import type { EncryptionInTransit } from "./types.ts";

type Facts = Pick<EncryptionInTransit, "engine" | "tlsRequired" | "minimumTlsVersion" | "iamAuthentication">;

/** Whether databases take plaintext connections: by parameter groups, by the settings that servers report, and by the sessions that they have. */
export function encryptionInTransit(of: OfKind, membership: Membership): EncryptionInTransit[] {
	const sessions = sessionsByArn(of);
	const record = (
		type: EncryptionInTransit["type"],
		{ arn, name }: { readonly arn: string; readonly name: string },
		facts: (note: Notes) => Facts,
	): EncryptionInTransit => {
		const note = notes();
		const seen = sessions.get(arn);
		return { type, resource: arn, name, ...facts(note), ...given({ sessions: seen }), ...membership.of(arn), ...note.end() };
	};
	return [
		...of("rds.DbCluster").map((cluster) => record("rds-cluster", cluster, byParameters(cluster))),
		...outsideClusters(of).map((instance) => record("rds-instance", instance, byParameters(instance))),
		...of("rds.DbProxy").map((proxy) =>
			record("rds-proxy", proxy, (note) => ({
				...given({ engine: proxy.engineFamily?.toLowerCase() }),
				tlsRequired: note.reported("tlsRequired", proxy.requireTls, "RequireTLS"),
			})),
		),
		...of("postgres.Server").map((server) => record("postgres-server", server, bySettings(server))),
		...of("mysql.Server").map((server) => record("mysql-server", server, byVariables(server))),
		...of("kubernetes.OperatorDatabase").map((database) =>
			record("operator-database", { arn: database.arn, name: `${database.namespace}/${database.name}` }, (note) => ({
				engine: database.engine,
				tlsRequired: database.tlsRequired ?? note.miss("tlsRequired", "The operator's resource leaves it to the operator's default."),
			})),
		),
	];
}

/** The parameter that makes an engine refuse plaintext, and the one that bounds the TLS version. */
const parameterNames = (engine: string): readonly [required: string, version: string] | undefined =>
	/postgres/.test(engine)
		? ["rds.force_ssl", "ssl_min_protocol_version"]
		: /mysql|mariadb/.test(engine) || engine === "aurora"
			? ["require_secure_transport", "tls_version"]
			: undefined;

function byParameters(server: DbInstance | DbCluster): (note: Notes) => Facts {
	return (note) => {
		const { engine, parameters, parameterGroups, iamAuthentication } = server;
		const names = parameterNames(engine);
		const values = note.take("tlsRequired", parameters);
		const value = (field: string, name: string) => {
			if (!values) return null;
			const found = values[name]?.value;
			return found ?? note.miss(field, `The parameter group names no value for ${name}: the engine's default holds.`);
		};
		const required = names ? value("tlsRequired", names[0]) : note.miss("tlsRequired", `No parameter of ${engine} is known that tells.`);
		const pending = parameterGroups.some(({ status }) => status !== "in-sync");
		return {
			engine,
			tlsRequired:
				required !== null && pending
					? note.miss("tlsRequired", `The parameter group is not in sync; whether ${names?.[0]} = ${required} is in force is not known.`)
					: asBoolean(required),
			...(names ? { minimumTlsVersion: note.take("minimumTlsVersion", parameters) && oldest(value("minimumTlsVersion", names[1])) } : {}),
			...given({ iamAuthentication }),
		};
	};
}

/** Of `TLSv1.2,TLSv1.3`, the versions that MySQL takes, the oldest; of one version that version. */
const oldest = <T extends string | null | undefined>(versions: T): T | string =>
	versions
		? (versions
				.split(",")
				.map((version) => version.trim())
				.filter((version) => version !== "")
				.sort()[0] ?? versions)
		: versions;

const asBoolean = (value: string | null): boolean | null => (value === null ? null : /^(1|on|true|yes)$/i.test(value.trim()));

function bySettings({ settings, platform }: PostgresServer): (note: Notes) => Facts {
	return (note) => {
		const values = note.take("tlsRequired", settings);
		const forced = values?.["rds.force_ssl"]?.value;
		const rds = "value" in platform && platform.value === "rds";
		const off = values?.ssl !== undefined && asBoolean(values.ssl.value) === false;
		const required =
			off || !values
				? null
				: rds && forced !== undefined
					? forced
					: note.miss("tlsRequired", "pg_hba.conf decides, which the rule postgres-tls-required reads.");
		return {
			engine: "postgres",
			tlsRequired: off ? false : asBoolean(required),
			...given({ minimumTlsVersion: note.take("minimumTlsVersion", settings) && values?.ssl_min_protocol_version?.value }),
		};
	};
}

function byVariables({ variables, version }: MysqlServer): (note: Notes) => Facts {
	return (note) => {
		const values = note.take("tlsRequired", variables);
		const required = values && (values.require_secure_transport ?? note.miss("tlsRequired", "The server has no require_secure_transport."));
		return {
			engine: "value" in version ? version.value.flavour : "mysql",
			tlsRequired: asBoolean(required),
			...given({ minimumTlsVersion: note.take("minimumTlsVersion", variables) && oldest(values?.tls_version) }),
		};
	};
}

type Counts = { tls: number; plaintext: number; unknown: number };

/** Sessions from other hosts, by the server and by what hosts it. */
function sessionsByArn(of: OfKind): Map<string, Counts> {
	const counts = new Map<string, Counts>();
	for (const connection of of("database.Connection")) {
		if (connection.client.kind === "local") continue;
		for (const arn of new Set([connection.server, connection.hostedBy])) {
			if (arn === undefined) continue;
			const count = counts.get(arn) ?? { tls: 0, plaintext: 0, unknown: 0 };
			counts.set(arn, count);
			count[kindOf(connection)] += connection.sessions;
		}
	}
	return counts;
}

const kindOf = ({ tls }: DatabaseConnection): keyof Counts => ("unread" in tls ? "unknown" : tls.value.enabled ? "tls" : "plaintext");
