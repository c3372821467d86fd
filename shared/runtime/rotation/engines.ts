import { isRdsHost } from "../../connect/target.ts";
import type { EngineSettings } from "../../rotation/engines/settings.ts";
import type { Engine } from "../../rotation/ports.ts";
import type { RotationEngine } from "../../rotation/secret.ts";

/** Milliseconds. A step makes up to ten connections; a database that does not answer ends it at the first. */
export const rotationTimeouts = { connect: 5_000, statement: 10_000 } as const;

const settings: EngineSettings = {
	// A server of RDS is verified with Amazon's authorities, any other with those of Node, to which NODE_EXTRA_CA_CERTS adds.
	authorities: async ({ host, resource }) =>
		resource !== undefined && isRdsHost(host) ? (await import("../../connect/rds-authorities.ts")).rdsAuthorities() : undefined,
	timeouts: rotationTimeouts,
};

/** The engines; the driver of each is loaded when it is first needed. */
export const rotationEngines = (): Readonly<Record<RotationEngine, Engine>> => {
	const postgres = later(async () => (await import("../../rotation/engines/postgres.ts")).postgresEngine(settings));
	const mysql = later(async () => (await import("../../rotation/engines/mysql.ts")).mysqlEngine(settings));
	return { postgres, mysql, mariadb: mysql };
};

function later(load: () => Promise<Engine>): Engine {
	let loading: Promise<Engine> | undefined;
	const engine = () => {
		loading ??= load();
		return loading;
	};
	return {
		login: async (server, as) => (await engine()).login(server, as),
		setPassword: async (change) => (await engine()).setPassword(change),
		setAlternate: async (change) => (await engine()).setAlternate(change),
		probe: async (server, as) => (await engine()).probe(server, as),
	};
}
