import { seen } from "../../shared/core/observed.ts";
import type { DatabaseClient, KubernetesWorkload } from "../../shared/core/resources/kubernetes.ts";

/** A client that verifies the server as it should; undefined takes a field away. */
export function databaseClient(differences: { [F in keyof DatabaseClient]?: DatabaseClient[F] | undefined } = {}): DatabaseClient {
	return {
		container: "main",
		variables: ["DATABASE_URL"],
		engine: "postgres",
		host: "orders.abc.eu-west-1.rds.amazonaws.com",
		user: "orders_app",
		tlsMode: "verify-full",
		partlySecret: false,
		...differences,
	} as DatabaseClient;
}

/** A workload with this client alone. */
export const client = (differences: Parameters<typeof databaseClient>[0] = {}): Pick<KubernetesWorkload, "databaseClients"> => ({
	databaseClients: seen([databaseClient(differences)]),
});
