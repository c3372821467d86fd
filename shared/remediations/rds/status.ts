import type { Decision } from "../action.ts";
import { busy, refused } from "../decisions.ts";
import { notReported } from "./decide.ts";

/** Statuses that pass by themselves, of instances, clusters, snapshots, proxies and global databases. */
const passing: ReadonlySet<string> = new Set([
	"backing-up",
	"backtracking",
	"configuring-activity-stream",
	"configuring-associated-roles",
	"configuring-enhanced-monitoring",
	"configuring-iam-database-auth",
	"configuring-log-exports",
	"converting-to-vpc",
	"copying",
	"creating",
	"failing-over",
	"maintenance",
	"migrating",
	"modifying",
	"moving-to-vpc",
	"preparing-data-migration",
	"promoting",
	"reactivating",
	"rebooting",
	"renaming",
	"resetting-master-credentials",
	"restoring",
	"scaling-capacity",
	"scaling-compute",
	"scaling-storage",
	"starting",
	"stopping",
	"storage-config-upgrade",
	"storage-initialization",
	"storage-optimization",
	"switching-over",
	"update-iam-db-auth",
	"updating",
	"upgrading",
]);

/** `failed`, `restore-error`, `incompatible-network`, `inaccessible-encryption-credentials`, `storage-full`, `suspended`, … */
const broken = /(^|-)(failed|error)$|^incompatible-|^inaccessible-|^insufficient-|^storage-full$|^suspend/;

/** Why AWS takes no change in this status; undefined when it does. The status `available` alone takes changes. */
export function held(name: string, status: string | undefined): Decision | undefined {
	if (status === undefined) return notReported(name, "the status");
	if (status === "available") return undefined;
	if (passing.has(status)) return busy(`${name} is ${status}.`);
	if (status === "stopped") return refused("unsupported", `${name} is stopped: RDS takes no change before it is started.`);
	if (status === "deleting" || broken.test(status))
		return refused("unsupported", `${name} has the status ${status}, in which RDS takes no change.`);
	return refused("unknown", `${name} has the status ${status}, of which it is not known whether RDS takes changes in it.`);
}
