import { reported, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

/** Statuses of an instance that works, rests, or changes at somebody's wish; `configuring-…` too. */
const sound: ReadonlySet<string> = new Set([
	"available",
	"backing-up",
	"converting-to-vpc",
	"creating",
	"delete-precheck",
	"deleting",
	"maintenance",
	"modifying",
	"moving-to-vpc",
	"promoting",
	"rebooting",
	"renaming",
	"resetting-master-credentials",
	"starting",
	"stopped",
	"stopping",
	"storage-config-upgrade",
	"storage-initialization",
	"storage-optimization",
	"upgrading",
]);

const broken: readonly string[] = ["failed", "restore-error", "storage-full"];

/** `incompatible-network`, `inaccessible-encryption-credentials`, `insufficient-capacity`, `unsupported-configuration`, … */
const brokenPrefixes: readonly string[] = ["incompatible-", "inaccessible-", "insufficient-", "unsupported-"];

export const rdsInstanceStatusHealthy = defineRule({
	id: "rds-instance-status-healthy",
	title: "RDS DB instance is in a healthy state",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "A broken instance takes neither connections nor backups nor patches, and one whose key is inaccessible may lose its data for good.",
	recommendation:
		"Read the events of the instance for the cause: add storage, correct the parameter or option group, or give RDS access to the KMS key again at once.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html"],
	related: {},
	evaluate(db) {
		const status = reported(db.status, "DBInstanceStatus");
		if (sound.has(status) || status.startsWith("configuring-")) return pass(`The status of ${db.name} is ${status}.`, { status });
		if (!broken.includes(status) && !brokenPrefixes.some((prefix) => status.startsWith(prefix)))
			throw new Unobserved(`${db.name} has the status ${status}, which this rule does not know.`);
		return fail(`The status of ${db.name} is ${status}.`, { status }, status.startsWith("inaccessible-") ? "critical" : undefined);
	},
});
