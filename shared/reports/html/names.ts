import type { Finding } from "../../core/finding.ts";
import { kinds } from "../../core/kinds.ts";

const names: Readonly<Record<string, string>> = {
	account: "Account and region",
	backup: "AWS Backup",
	cloudwatch: "CloudWatch",
	ec2: "EC2 and VPC",
	eks: "EKS",
	connection: "Database connections",
	iam: "IAM",
	kubernetes: "Inside Kubernetes",
	kms: "KMS",
	logs: "CloudWatch Logs",
	rds: "RDS and Aurora",
	postgres: "Inside PostgreSQL",
	mysql: "Inside MySQL and MariaDB",
	secretsmanager: "Secrets Manager",
};

/** The AWS service that a finding is about, by the name that `--service` takes. */
export const serviceOf = (finding: Finding): string => kinds[finding.resource.kind]?.service ?? finding.resource.kind.split(".")[0] ?? "";

/** A service's name for people. */
export const serviceName = (service: string): string => names[service] ?? service;

/** A resource kind's name for people. */
export const kindName = (finding: Finding): string => kinds[finding.resource.kind]?.label ?? finding.resource.kind;
