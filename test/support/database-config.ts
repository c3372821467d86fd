import type { KubernetesDatabaseConfig } from "../../shared/core/resources/index.ts";
import type { HbaRule } from "../../shared/core/resources/postgres.ts";
import { databaseConfig } from "./compliant/kubernetes.ts";

export { databaseConfig };

/** The compliant postgresql.conf with these settings changed; undefined takes one away. */
export function withSettings(differences: Record<string, string | undefined>): Pick<KubernetesDatabaseConfig, "settings"> {
	const settings = { ...databaseConfig.settings, ...differences };
	return { settings: Object.fromEntries(Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined)) };
}

/** A line that admits everybody of one network by SCRAM over TLS. */
export const hbaLine = (differences: Partial<HbaRule> = {}): HbaRule => ({
	line: 3,
	type: "hostssl",
	databases: ["orders"],
	users: ["orders_app"],
	address: "10.0.0.0/16",
	method: "scram-sha-256",
	options: [],
	...differences,
});

/** A my.cnf of a MySQL server in good order. */
export const mysqlConfig: KubernetesDatabaseConfig = {
	...databaseConfig,
	arn: "kubernetes://prod/orders/ConfigMap/shop-db-config",
	name: "shop-db-config",
	engine: "mysql",
	files: ["my.cnf"],
	settings: {
		require_secure_transport: "ON",
		tls_version: "TLSv1.2,TLSv1.3",
		local_infile: "OFF",
		secure_file_priv: "NULL",
	},
	hba: undefined,
};

/** What happens when a line of a file is not understood. */
export const mistakeIn = (file: string): Pick<KubernetesDatabaseConfig, "mistakes"> => ({
	mistakes: [{ file, line: 7, reason: "syntax error" }],
});
