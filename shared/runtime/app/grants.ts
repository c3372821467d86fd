/**
 * What a grant is about, by name: the stacks know the ARN. `evidence/<prefix>` and `state/<prefix>` are objects of the two buckets below a prefix,
 * `evidence:<prefix>` and `state:<prefix>` the listing of it. `*` is for actions that AWS offers no resource for, and must say why.
 */
export type GrantTarget =
	| `evidence/${string}`
	| `state/${string}`
	| `evidence:${string}`
	| `state:${string}`
	| "key"
	| "topic:findings"
	| "topic:system"
	| "queue:changes"
	| "queue:notify"
	| "queue:sync"
	| "queue:repairs"
	| "machine:scan"
	| "bus:events"
	| "secrets:alerts"
	/** The signing secret of the Slack app, and the tokens of its bots. */
	| "secrets:slack"
	| "secrets:databases"
	/** Secrets with the tag of `deploy.rotation`: to be rotated, or of superusers. */
	| "secrets:tagged"
	/** Of these, those that the rotation function was set for. */
	| "secrets:rotated"
	/** Secrets of superusers that RDS manages. */
	| "secrets:superusers"
	/** The EKS clusters of `kubernetes.clusters`. */
	| "clusters:scanned"
	/** The database users of `databases` that log in with IAM: `rds-db` resources of any database with their names. */
	| "users:databases"
	| "topics:alerts"
	| "roles:members"
	/** The roles of families of repairs, in each account. */
	| "roles:repairs"
	| "securityhub:product"
	| "bucket:lake"
	| "role:lake"
	| "*";

/** Actions on something. Statements of IAM derive from it; nothing is typed twice. */
export interface Grant {
	/** For the statement's Sid: letters and digits. */
	readonly id: string;
	readonly actions: readonly string[];
	readonly on: readonly GrantTarget[];
	/** Why it cannot be narrower; must be there with `*`. */
	readonly why?: string;
	/** Only when the configuration asks for it. */
	readonly when?:
		| "organization"
		| "databases"
		| "kubernetes"
		| "policies"
		| "securityHub"
		| "securityLake"
		| "slackActions"
		| "inspectLogEvents"
		| "remediation";
}
