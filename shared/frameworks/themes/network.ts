import type { RuleId } from "../../rules/index.ts";

/** Databases and clusters have no address that the internet reaches. */
export const publicEndpoints: readonly RuleId[] = [
	"rds-instance-not-public",
	"rds-instance-public-access-disabled",
	"rds-cluster-public-access-disabled",
	"eks-cluster-endpoint-not-public",
	"eks-cluster-endpoint-public-access-disabled",
	"ec2-instance-cassandra-not-exposed",
	"ec2-instance-elasticsearch-not-exposed",
	"ec2-instance-kafka-not-exposed",
	"ec2-instance-memcached-not-exposed",
	"ec2-instance-mongodb-not-exposed",
	"ec2-instance-mysql-not-exposed",
	"ec2-instance-oracle-not-exposed",
	"ec2-instance-postgresql-not-exposed",
	"ec2-instance-redis-not-exposed",
	"ec2-instance-sqlserver-not-exposed",
	"kubernetes-service-database-not-internet-facing",
	"kubernetes-service-database-no-node-port",
	"kubernetes-service-database-no-external-ips",
	"kubernetes-operator-not-exposed",
	"connection-not-from-public-address",
];

/** Security groups admit no public address on the ports of databases. */
export const databasePorts: readonly RuleId[] = [
	"rds-instance-security-group-restricted",
	"security-group-cassandra-not-open",
	"security-group-db2-not-open",
	"security-group-elasticsearch-not-open",
	"security-group-kafka-not-open",
	"security-group-memcached-not-open",
	"security-group-mongodb-not-open",
	"security-group-mysql-not-open",
	"security-group-neptune-not-open",
	"security-group-oracle-not-open",
	"security-group-postgresql-not-open",
	"security-group-redis-not-open",
	"security-group-redshift-not-open",
	"security-group-sqlserver-not-open",
];

/** Security groups admit the internet only where that was decided. */
export const openPorts: readonly RuleId[] = [
	"security-group-not-open-all-ports",
	"security-group-not-open-any-port",
	"security-group-high-risk-ports-not-open",
];

/** Ways in for administrators. */
export const remoteAdministration: readonly RuleId[] = ["eks-nodegroup-no-ssh", "eks-nodegroup-ssh-restricted"];

/** Nothing passes unless a rule admits it. */
export const denyByDefault: readonly RuleId[] = [
	"security-group-default-restricts",
	"eks-cluster-network-policy-enabled",
	"eks-cluster-control-plane-security-group-restricted",
	"postgres-hba-scoped",
	"postgres-hba-replication-scoped",
	"postgres-listen-addresses-restricted",
	"mysql-accounts-no-wildcard-host",
	"mysql-skip-name-resolve",
	"kubernetes-database-network-isolated",
	"kubernetes-database-network-sources-restricted",
	"kubernetes-database-egress-isolated",
	"kubernetes-service-database-source-ranges",
	"kubernetes-config-hba-scoped",
	"kubernetes-cluster-network-policy-engine",
	"kubernetes-namespace-network-policies",
	"kubernetes-namespace-default-deny",
];

/** Databases and nodes are in networks of their own without a route from the internet. */
export const privateNetworks: readonly RuleId[] = [
	"rds-instance-subnets-private",
	"rds-cluster-subnets-private",
	"rds-proxy-subnets-private",
	"rds-subnet-group-subnets-private",
	"rds-instance-in-vpc",
	"rds-instance-default-vpc-not-used",
	"eks-cluster-default-vpc-not-used",
	"eks-cluster-endpoint-private-access",
	"eks-cluster-single-security-group",
	"eks-nodegroup-subnets-private",
	"eks-fargate-profile-subnets-private",
	"kubernetes-database-no-host-network",
	"kubernetes-database-namespace-own",
	"kubernetes-cluster-nodes-private",
	"kubernetes-workload-no-host-network",
	"kubernetes-workload-no-host-ports",
];

/** Services are not found by guessing their port. */
export const discovery: readonly RuleId[] = ["rds-instance-non-default-port", "rds-cluster-non-default-port"];

/** All of the boundary to the internet. */
export const boundary: readonly RuleId[] = [
	...publicEndpoints,
	...databasePorts,
	...openPorts,
	...denyByDefault,
	...privateNetworks,
	"eks-nodegroup-ssh-restricted",
];
