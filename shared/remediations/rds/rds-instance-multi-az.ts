import { refused } from "../decisions.ts";
import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** AWS puts MultiAZ off to the window unless the call says ApplyImmediately. */
export const rdsInstanceMultiAz = instanceSetting({
	id: "rds-instance-multi-az",
	title: "Give an instance a standby in another Availability Zone",
	rules: ["rds-instance-multi-az"],
	controls: ["rds-multi-az-support", "RDS.5"],
	level: "approve",
	takers: { replicas: true },
	guards: [
		"SQL Server Express, and instances whose subnets lie in one Availability Zone, are refused.",
		"Refused while other changes wait for the maintenance window.",
	],
	downtime: "none; input and output slow down while the standby is made",
	facts: (db) => ({ multiAz: db.MultiAZ ?? null }),
	met: (db) => (db.MultiAZ === undefined ? { missing: "MultiAZ" } : db.MultiAZ),
	is: "is a Multi-AZ deployment",
	waits: ({ PendingModifiedValues: pending }) => pending?.MultiAZ === true,
	change: (db) => {
		const name = db.DBInstanceIdentifier ?? "The instance";
		if (db.Engine === "sqlserver-ex") return refused("unsupported", `${name} runs SQL Server Express, which has no Multi-AZ deployments.`);
		const zones = new Set((db.DBSubnetGroup?.Subnets ?? []).flatMap((subnet) => subnet.SubnetAvailabilityZone?.Name ?? []));
		if (zones.size === 0) return refused("unknown", `AWS did not report the Availability Zones of the subnets of ${name}.`);
		if (zones.size === 1)
			return refused("unsupported", `All subnets of ${name} lie in ${[...zones][0]}: its subnet group has no other zone.`);
		return {
			set: { MultiAZ: true },
			does: "Make a standby in another Availability Zone",
			back: { MultiAZ: false },
			undoes: "Remove the standby",
			desired: { multiAz: true },
			immediately: true,
			risk: "medium",
			notes: [
				"A standby doubles the cost of the instance and of its storage.",
				"While the standby is made, latency rises; every commit waits for it from then on.",
			],
			hints: instanceHints(db, "multi_az = true", "MultiAZ: true", "multiAz: true"),
		};
	},
});
