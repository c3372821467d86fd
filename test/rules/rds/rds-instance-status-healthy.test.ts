import { rdsInstanceStatusHealthy } from "../../../shared/rules/rds/rds-instance-status-healthy.ts";
import { testRule } from "../../support/rule-table.ts";

const inState = (status: string) => ({ name: status, with: { status } });

testRule(rdsInstanceStatusHealthy, {
	pass: [
		{ name: "available", says: "is available", evidence: { status: "available" } },
		...[
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
			"configuring-log-exports",
		].map(inState),
	],
	fail: [
		{ ...inState("storage-full"), says: "is storage-full", evidence: { status: "storage-full" } },
		...[
			"failed",
			"restore-error",
			"incompatible-parameters",
			"incompatible-option-group",
			"insufficient-capacity",
			"unsupported-configuration",
		].map(inState),
		{ ...inState("inaccessible-encryption-credentials"), severity: "critical" },
		{ ...inState("inaccessible-encryption-credentials-recoverable"), severity: "critical" },
		{ name: "a member of a cluster", with: { status: "failed", clusterId: "ledger" } },
	],
	indeterminate: [
		{ ...inState("pondering"), says: "pondering, which this rule does not know" },
		...["not-failed", "failed-over", "was-restore-error", "was-incompatible-network", "storage-full-soon", "was-inaccessible-x"].map(
			inState,
		),
		{ name: "AWS did not say", with: { status: undefined }, says: "DBInstanceStatus" },
	],
});
