import type { Resource } from "./resources/index.ts";

/** Name of a resource kind, e.g. `rds.DbInstance`. */
export type ResourceKind = Resource["kind"];

/** The resource type of a kind. */
export type ResourceOf<K extends ResourceKind> = Extract<Resource, { kind: K }>;

/** What a scan can read: AWS, databases from within, Kubernetes clusters. */
export type Source = "aws" | "databases" | "kubernetes";

interface KindFacts {
	/** For people. */
	readonly label: string;
	/** The name that `--service` takes. */
	readonly service: string;
	/** Where it is read from; absent: AWS. */
	readonly source?: Exclude<Source, "aws">;
	/** Listed once an account rather than once a region; such resources carry the region `global`. */
	readonly global?: boolean;
}

/** All kinds. What changes them: `changed-by.ts`. */
export const kinds: { readonly [K in ResourceKind]: KindFacts } = {
	"rds.DbInstance": { label: "RDS DB instance", service: "rds" },
	"rds.DbCluster": { label: "RDS DB cluster", service: "rds" },
	"rds.Snapshot": { label: "RDS snapshot", service: "rds" },
	"rds.DbProxy": { label: "RDS Proxy", service: "rds" },
	"rds.GlobalCluster": { label: "Aurora global database", service: "rds" },
	"rds.EventSubscription": { label: "RDS event subscription", service: "rds" },
	"rds.SubnetGroup": { label: "RDS DB subnet group", service: "rds" },
	"rds.ParameterGroup": { label: "RDS parameter group", service: "rds" },
	"eks.Cluster": { label: "EKS cluster", service: "eks" },
	"eks.NodeGroup": { label: "EKS node group", service: "eks" },
	"eks.FargateProfile": { label: "EKS Fargate profile", service: "eks" },
	"eks.IdentityProvider": { label: "EKS identity provider", service: "eks" },
	"eks.PodIdentity": { label: "EKS pod identity association", service: "eks" },
	"kms.Key": { label: "KMS key", service: "kms" },
	"secretsmanager.Secret": { label: "Secrets Manager secret", service: "secretsmanager" },
	"logs.LogGroup": { label: "CloudWatch log group", service: "logs" },
	"cloudwatch.Alarm": { label: "CloudWatch alarm", service: "cloudwatch" },
	"ec2.SecurityGroup": { label: "Security group", service: "ec2" },
	"ec2.Instance": { label: "EC2 instance", service: "ec2" },
	"backup.Vault": { label: "AWS Backup vault", service: "backup" },
	"backup.RecoveryPoint": { label: "AWS Backup recovery point", service: "backup" },
	"iam.Principal": { label: "IAM principal", service: "iam", global: true },
	"iam.Policy": { label: "IAM policy", service: "iam", global: true },
	"aws.Region": { label: "Region settings", service: "account" },
	// Read from the database itself: CloudTrail knows nothing of what happens inside.
	"postgres.Server": { label: "PostgreSQL server", service: "postgres", source: "databases" },
	"mysql.Server": { label: "MySQL server", service: "mysql", source: "databases" },
	"database.Connection": { label: "Database connection", service: "connection", source: "databases" },
	// Changes inside a cluster are in its audit log, not in CloudTrail.
	"kubernetes.Cluster": { label: "Kubernetes cluster", service: "kubernetes", source: "kubernetes" },
	"kubernetes.Namespace": { label: "Kubernetes namespace", service: "kubernetes", source: "kubernetes" },
	"kubernetes.Workload": { label: "Kubernetes workload", service: "kubernetes", source: "kubernetes" },
	"kubernetes.ServiceAccount": { label: "Kubernetes service account", service: "kubernetes", source: "kubernetes" },
	"kubernetes.Role": { label: "Kubernetes role", service: "kubernetes", source: "kubernetes" },
	"kubernetes.Service": { label: "Kubernetes service", service: "kubernetes", source: "kubernetes" },
	"kubernetes.DatabaseConfig": { label: "Database configuration in a ConfigMap", service: "kubernetes", source: "kubernetes" },
	"kubernetes.OperatorDatabase": { label: "Database of an operator", service: "kubernetes", source: "kubernetes" },
};

export const resourceKinds = Object.keys(kinds) as ResourceKind[];

/** The services that `--service` takes. */
export const services: readonly string[] = [...new Set(Object.values(kinds).map((kind) => kind.service))];

/** Where a kind is read from. */
export const sourceOf = (kind: ResourceKind): Source => kinds[kind].source ?? "aws";
