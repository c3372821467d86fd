import { Unobserved } from "../../../core/observed.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import type { DatabaseSoftware } from "../../../core/resources/kubernetes.ts";
import { isOn } from "../../judge/postgres-settings.ts";
import { isOff } from "../../mysql/judge/variables.ts";
import { gradeOf } from "./client-tls.ts";
import { databaseContainers } from "./database.ts";
import { isOfficial } from "./image.ts";
import { nameOf } from "./name.ts";
import { argumentOf, isYes, variableOf, wholeSecrets } from "./server.ts";

/** What decides whether a server uses TLS: the setting, its value, and which it is. */
export interface TlsSetting {
	readonly name: string;
	readonly value: string;
	readonly on: boolean;
}

/** The setting that decides whether PostgreSQL offers TLS, by argument or by a variable of its image; undefined when none is seen. */
export function postgresTls(workload: KubernetesWorkload): TlsSetting | undefined {
	const argument = argumentOf(workload, "ssl");
	if (argument !== undefined) return { name: "ssl", value: argument, on: isOn(argument) };
	const bitnami = variableOf(workload, "POSTGRESQL_ENABLE_TLS");
	if (bitnami !== undefined) return { name: "POSTGRESQL_ENABLE_TLS", value: bitnami, on: isYes(bitnami) };
	const mode = variableOf(workload, "POSTGRES_SSL_MODE");
	if (mode === undefined) return undefined;
	const severity = gradeOf(mode)?.severity;
	const on = gradeOf(mode) !== undefined && severity !== "high";
	if (on && databaseContainers(workload).some(({ image }) => isOfficial(image, "postgres")))
		throw new Unobserved(`${nameOf(workload)} sets POSTGRES_SSL_MODE, of which the official image takes no notice.`);
	return { name: "POSTGRES_SSL_MODE", value: mode, on };
}

/** The setting that decides whether MySQL or MariaDB refuses plaintext; undefined when none is seen. */
export function mysqlTls(workload: KubernetesWorkload): TlsSetting | undefined {
	const required = argumentOf(workload, "require_secure_transport");
	if (required !== undefined) return { name: "require_secure_transport", value: required, on: !isOff(required) };
	for (const name of ["MYSQL_EXTRA_FLAGS", "MARIADB_EXTRA_FLAGS"]) {
		const match = /--require[-_]secure[-_]transport(?:=(\S*))?/i.exec(variableOf(workload, name) ?? "");
		const value = match?.[1] ?? "ON";
		if (match) return { name, value, on: !isOff(value) };
	}
	const skipped = argumentOf(workload, "skip_ssl");
	return skipped === undefined ? undefined : { name: "skip_ssl", value: skipped, on: isOff(skipped) };
}

/** Where a setting may hide that is not seen: ConfigMaps, whole Secrets, or an image that is not known. */
export function hidingPlace(workload: KubernetesWorkload, { by, engine }: DatabaseSoftware): string | undefined {
	const [configMap] = workload.configMaps;
	if (configMap !== undefined) return `the ConfigMap ${configMap}`;
	if (workload.unknownSettings?.includes("*")) return "a ConfigMap that was not read";
	const [secret] = wholeSecrets(workload);
	if (secret !== undefined) return `the Secret ${secret}`;
	const known = by === "image" || databaseContainers(workload).every(({ image }) => isOfficial(image, engine));
	return known ? undefined : "its image";
}
