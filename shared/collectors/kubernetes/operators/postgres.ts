import { hbaOfLines, withoutSecrets } from "../database-config.ts";
import { at, flag, integer, list, records, scalars, text, texts } from "../json.ts";
import { isExposed, type OperatorReader, parametersAt, versionOfImage } from "./facts.ts";
import { refusesPlaintext } from "./plaintext.ts";

/** CloudNativePG always serves TLS, and ends pg_hba.conf with a line that admits everybody with a password, TLS or not. */
export const cloudNativePg: OperatorReader = ({ spec }) => {
	const hba = hbaOfLines(texts(at(spec, "postgresql", "pg_hba")));
	const plugins = records(at(spec, "plugins")).filter(({ enabled }) => enabled !== false);
	const archives = plugins.some(({ name, isWALArchiver }) => isWALArchiver === true || /barman|backup/.test(text(name) ?? ""));
	const stores = ["barmanObjectStore", "volumeSnapshot"].some((method) => at(spec, "backup", method) !== undefined);
	const services = records(at(spec, "managed", "services", "additional"));
	const major = integer(at(spec, "imageCatalogRef", "major"));
	return {
		engine: "postgres",
		version: versionOfImage(at(spec, "imageName")) ?? (major === undefined ? undefined : String(major)),
		instances: integer(at(spec, "instances")),
		tlsRequired: refusesPlaintext(hba, false),
		tlsEnabled: true,
		superuserAccess: flag(at(spec, "enableSuperuserAccess")),
		// Other plugins may take backups too.
		backups: stores || archives ? true : plugins.length > 0 ? undefined : false,
		parameters: withoutSecrets(parametersAt(spec, "postgresql", "parameters")),
		hba,
		exposed: isExposed(services.map((service) => at(service, "serviceTemplate", "spec", "type"))),
	};
};

/** Zalando's lines replace those of its image; what the image does without them is its own. */
export const zalando: OperatorReader = ({ spec }) => {
	const lines = texts(at(spec, "patroni", "pg_hba"));
	const hba = hbaOfLines(lines);
	const admitsPlaintext = records(at(spec, "env")).some(({ name, value }) => name === "ALLOW_NOSSL" && text(value) !== undefined);
	const switches = [
		"enableMasterLoadBalancer",
		"enableReplicaLoadBalancer",
		"enableMasterPoolerLoadBalancer",
		"enableReplicaPoolerLoadBalancer",
		"enableMasterNodePort",
		"enableReplicaNodePort",
		"enableMasterPoolerNodePort",
		"enableReplicaPoolerNodePort",
	].map((name) => flag(at(spec, name)));
	return {
		engine: "postgres",
		version: text(at(spec, "postgresql", "version")),
		instances: integer(at(spec, "numberOfInstances")),
		tlsRequired: lines.length > 0 ? refusesPlaintext(hba, true) : admitsPlaintext ? false : undefined,
		tlsEnabled: true,
		superuserAccess: undefined,
		// Base backups are set up for the operator as a whole.
		backups: flag(at(spec, "enableLogicalBackup")) === true ? true : undefined,
		parameters: withoutSecrets(parametersAt(spec, "postgresql", "parameters")),
		hba,
		// The operator's own configuration has the word on load balancers where the resource is silent.
		exposed: switches.includes(true) ? true : switches[0] === false && switches[1] === false ? false : undefined,
	};
};

/** Crunchy's operator, and Percona's, which is built on it: TLS is always on, and what no line is given for gets in by TLS alone. */
const crunchyLike = (spec: unknown) => {
	const rules = records(at(spec, "authentication", "rules")).map((rule) => text(rule.hba) ?? lineOf(rule));
	const hba = hbaOfLines([...rules, ...texts(at(spec, "patroni", "dynamicConfiguration", "postgresql", "pg_hba"))]);
	return {
		engine: "postgres" as const,
		version: versionOf(at(spec, "postgresVersion")),
		instances: instancesOf(at(spec, "instances")),
		tlsRequired: refusesPlaintext(hba, true),
		tlsEnabled: true,
		superuserAccess: undefined,
		parameters: withoutSecrets([
			...parametersAt(spec, "patroni", "dynamicConfiguration", "postgresql", "parameters"),
			...parametersAt(spec, "config", "parameters"),
		]),
		hba,
	};
};

const versionOf = (value: unknown): string | undefined => integer(value)?.toString();

/** Every set has one instance unless it says otherwise. */
const instancesOf = (sets: unknown): number | undefined =>
	list(sets).length === 0 ? undefined : records(sets).reduce((sum, { replicas }) => sum + (integer(replicas) ?? 1), 0);

/** The line that an authentication rule stands for; the operator makes passwords SCRAM's. */
function lineOf(rule: Readonly<Record<string, unknown>>): string {
	const names = (value: unknown) => {
		const quoted = texts(value).map((name) => `"${name.replaceAll('"', '""')}"`);
		return quoted.length === 0 ? "all" : quoted.join(",");
	};
	const method = text(rule.method) === "password" ? "scram-sha-256" : (text(rule.method) ?? "");
	const options = scalars(rule.options).map(([name]) => `${name}=""`);
	return [text(rule.connection) ?? "", names(rule.databases), names(rule.users), "all", method, ...options].join(" ");
}

/** Crunchy Postgres for Kubernetes. Its backups are pgBackRest repositories, of which it needs one unless backups are left out. */
export const crunchy: OperatorReader = ({ spec }) => ({
	...crunchyLike(spec),
	backups: list(at(spec, "backups", "pgbackrest", "repos")).length > 0,
	exposed: isExposed([at(spec, "service", "type"), at(spec, "replicaService", "type"), at(spec, "proxy", "pgBouncer", "service", "type")]),
});

/** Percona Operator for PostgreSQL. */
export const perconaPostgres: OperatorReader = ({ spec }) => ({
	...crunchyLike(spec),
	backups: at(spec, "backups", "enabled") === false ? false : list(at(spec, "backups", "pgbackrest", "repos")).length > 0,
	exposed: isExposed([at(spec, "expose", "type"), at(spec, "exposeReplicas", "type"), at(spec, "proxy", "pgBouncer", "expose", "type")]),
});
