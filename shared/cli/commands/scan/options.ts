import { services } from "../../../core/kinds.ts";
import { severities } from "../../../core/severity.ts";
import { frameworks } from "../../../frameworks/index.ts";
import { formatNames } from "../../../reports/index.ts";

/** The options of `parapet scan`. */
export const scanOptions = {
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files (SSO profiles too)." },
	region: { type: "list", value: "REGION", help: "Region to scan; may be repeated. Default: the one of the environment or the profile." },
	"all-regions": { type: "boolean", help: "Every region that the account has enabled." },
	"role-arn": {
		type: "list",
		value: "ARN",
		help: "Role to assume; may be repeated, one account each. With --organization: the role's name, the same in every account.",
	},
	"external-id": { type: "string", value: "ID", help: "ExternalId for the roles." },
	organization: { type: "boolean", help: "Every active account of the AWS organization." },
	database: {
		type: "list",
		whole: true,
		value: "URL",
		help: "Read a database from within: postgres://user@host:5432/db, mysql:// or mariadb://; may be repeated. AWS is then read only with --region, --all-regions, --role-arn or --organization. Password: PGPASSWORD, MYSQL_PWD, a file, a secret or ?auth=iam.",
	},
	"database-secret": {
		type: "list",
		value: "ARN",
		help: "Secret in the form of RDS with the login (read with GetSecretValue); one for each --database, or alone when it names the host.",
	},
	"database-ca": {
		type: "string",
		value: "FILE",
		help: "Certificate authorities (PEM) beside those of Node, such as RDS's global-bundle.pem.",
	},
	"database-password-file": { type: "string", value: "FILE", help: "The password for databases whose URL has none." },
	kubeconfig: {
		type: "string",
		value: "FILE",
		help: "Read a Kubernetes cluster from within, by the current context of this kubeconfig. As with --database, AWS is then read only when it is asked for.",
	},
	context: {
		type: "list",
		whole: true,
		value: "NAME",
		help: "Context of --kubeconfig, or of the kubeconfig that kubectl uses (KUBECONFIG, ~/.kube/config); may be repeated.",
	},
	cluster: {
		type: "list",
		value: "NAME",
		help: "Read an EKS cluster from within, by name or ARN, with the credentials of --profile or each --role-arn; may be repeated. A name is looked up in AWS_REGION or the regions of --region, which also scans AWS there; an ARN needs neither.",
	},
	namespace: { type: "list", value: "NAME", help: "Only this namespace of the clusters; may be repeated." },
	service: { type: "list", value: "NAME", help: "Only this service; may be repeated.", allowed: services },
	rule: { type: "list", value: "ID", help: "Only this rule; may be repeated." },
	framework: {
		type: "list",
		value: "ID",
		help: "Only rules that serve this framework.",
		allowed: frameworks.map((framework) => framework.id),
	},
	severity: { type: "string", value: "LEVEL", help: "Only rules of this severity and worse.", allowed: severities },
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory, when there is one.",
	},
	suppressions: { type: "string", value: "FILE", help: "Suppression file (see: parapet help suppressions)." },
	policy: {
		type: "list",
		value: "PATH",
		help: "Policies in Rego, compiled: a bundle.tar.gz, a folder of them, s3://bucket/key or s3://bucket/prefix/, or shipped for those that come with Parapet; may be repeated.",
	},
	inventory: {
		type: "string",
		value: "FILE",
		help: "Judge a saved inventory instead of reading AWS; no credentials are needed. Databases and clusters that are named beside it are read now.",
	},
	"save-inventory": { type: "string", value: "FILE", help: "Keep what was read, to judge it again later." },
	previous: {
		type: "string",
		value: "SNAPSHOT",
		help: "The snapshot before this one: findings and database connections keep the time when they were first seen.",
	},
	alert: {
		type: "boolean",
		help: "Send what changed since --previous, or since the last published snapshots, to the targets of the configuration (alerts:); see parapet help alert.",
	},
	publish: {
		type: "string",
		value: "S3",
		help: "Publish the snapshot to s3://bucket/prefix and show what changed since the last published one of each scope.",
	},
	"publish-kms-key": {
		type: "string",
		value: "ARN",
		help: "KMS key that encrypts what is published. Default: what the bucket does itself.",
	},
	"publish-owner": { type: "string", value: "ACCOUNT", help: "Account that the bucket must belong to." },
	"no-publish": { type: "boolean", help: "Do not publish, whatever the configuration says." },
	format: { type: "list", value: "FORMAT", help: "What goes to standard output. Default: table.", allowed: formatNames },
	"output-dir": { type: "string", value: "DIR", help: "Where the files go. Default: parapet-out/<snapshot id>." },
	"no-files": { type: "boolean", help: "Write no files, only standard output." },
	"fail-on": {
		type: "string",
		value: "LEVEL",
		help: "Exit with 3 when something of this severity or worse fails. Default: low.",
		allowed: [...severities, "none"],
	},
	"allow-incomplete": { type: "boolean", help: "Do not exit with 2 when something could not be read." },
	concurrency: { type: "string", value: "N", help: "Calls in flight at most, over all regions and accounts. Default: 32." },
} as const;
