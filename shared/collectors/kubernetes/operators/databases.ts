import type { KubernetesOperatorDatabase } from "../../../core/resources/index.ts";
import { defined } from "../json.ts";
import type { CustomName, Listings } from "../listings.ts";
import { baseOf, type Here, namespaceOf } from "../objects.ts";
import { customLists } from "../scan.permissions.ts";
import type { OperatorReader } from "./facts.ts";
import { ackRds, mariadbOperator, mysqlOperator, perconaXtraDb } from "./mysql.ts";
import { cloudNativePg, crunchy, perconaPostgres, zalando } from "./postgres.ts";

interface Operator {
	readonly list: CustomName;
	readonly operator: string;
	readonly resourceKind: string;
	readonly read: OperatorReader;
}

const operators: readonly Operator[] = [
	{ list: "cloudNativePg", operator: "cloudnative-pg", resourceKind: "Cluster", read: cloudNativePg },
	{ list: "zalando", operator: "zalando", resourceKind: "postgresql", read: zalando },
	{ list: "crunchy", operator: "crunchy", resourceKind: "PostgresCluster", read: crunchy },
	{ list: "perconaPostgres", operator: "percona-pg", resourceKind: "PerconaPGCluster", read: perconaPostgres },
	{ list: "perconaXtraDb", operator: "percona-xtradb", resourceKind: "PerconaXtraDBCluster", read: perconaXtraDb },
	{ list: "mariadbOperator", operator: "mariadb-operator", resourceKind: "MariaDB", read: mariadbOperator },
	{ list: "mysqlOperator", operator: "mysql-operator", resourceKind: "InnoDBCluster", read: mysqlOperator },
	{ list: "ackDbInstances", operator: "ack-rds", resourceKind: "DBInstance", read: ackRds },
	{ list: "ackDbClusters", operator: "ack-rds", resourceKind: "DBCluster", read: ackRds },
];

/** The databases that operators are asked to run. What a resource does not say stays absent. */
export const operatorDatabases = (here: Here, { custom }: Listings): KubernetesOperatorDatabase[] =>
	operators.flatMap(({ list, operator, resourceKind, read }) =>
		custom[list].items.flatMap((object) => {
			const facts = read(object);
			if (!facts) return [];
			return [
				defined({
					kind: "kubernetes.OperatorDatabase" as const,
					...baseOf(here, object, `${resourceKind}.${customLists[list].group}`),
					namespace: namespaceOf(object),
					operator,
					apiVersion: object.apiVersion ?? "",
					resourceKind,
					...facts,
				}),
			];
		}),
	);
