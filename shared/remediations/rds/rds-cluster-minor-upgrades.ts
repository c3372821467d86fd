import { type DBInstance, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { defineAction } from "../action.ts";
import { afterSettling, compliant, planned, refused } from "../decisions.ts";
import {
	type ClusterState,
	changeableCluster,
	clusterHints,
	clusterTriggers,
	modifyCluster,
	notOnServerlessV1,
	onShardGroup,
	readCluster,
	sortOf,
} from "./cluster.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { held } from "./status.ts";

interface State extends ClusterState {
	/** Of an Aurora cluster: each member sets it for itself. */
	readonly members: readonly DBInstance[];
}

const inOrder = (members: readonly DBInstance[]) =>
	[...members].sort((one, other) => ((one.DBInstanceIdentifier ?? "") < (other.DBInstanceIdentifier ?? "") ? -1 : 1));
/** A fact a member, so that it is told for each whether its change is made. */
const factOf = (id: string) => `autoMinorVersionUpgrade of ${id}`;
const names = (members: readonly DBInstance[]) => members.map((member) => member.DBInstanceIdentifier ?? "").sort();

/** A Multi-AZ DB cluster is changed itself, an Aurora cluster by all of its members. The change ignores ApplyImmediately. */
export const rdsClusterMinorUpgrades = defineAction<State>({
	id: "rds-cluster-minor-upgrades",
	title: "Let a cluster take minor engine versions",
	family: "rds",
	kinds: ["rds.DbCluster"],
	rules: ["rds-cluster-auto-minor-version-upgrade"],
	controls: ["rds-cluster-auto-minor-version-upgrade-enable", "RDS.35"],
	level: "auto",
	reads: ["rds:DescribeDBClusters", "rds:DescribeDBInstances"],
	writes: ["rds:ModifyDBCluster", "rds:ModifyDBInstance"],
	triggers: clusterTriggers,
	guards: ["An Aurora cluster is changed by all of its members, and only when all were read."],
	downtime: "none now; upgrades in later maintenance windows interrupt the database for minutes",
	reversible: true,
	async read(target, aws) {
		const cluster = await readCluster(target, aws);
		if (!("state" in cluster)) return cluster;
		if (sortOf(cluster.state.db) !== "aurora") return { state: { ...cluster.state, members: [] } };
		const Filters = [{ Name: "db-cluster-id", Values: [identifierOf(target.arn)] }];
		const listing = await aws.list(
			"rds",
			(Marker) => new DescribeDBInstancesCommand({ Filters, Marker }),
			(page) => page.DBInstances ?? [],
			(page) => page.Marker,
		);
		return listing.failure ? { unread: listing.failure } : { state: { ...cluster.state, members: inOrder(listing.items) } };
	},
	facts: ({ db, members }) =>
		sortOf(db) === "aurora"
			? Object.fromEntries(members.map((one) => [factOf(one.DBInstanceIdentifier ?? ""), one.AutoMinorVersionUpgrade ?? null]))
			: { autoMinorVersionUpgrade: db.AutoMinorVersionUpgrade ?? null },
	plan({ db, members }, _settings, target) {
		const { name } = target;
		const plan = {
			level: "auto" as const,
			downtime: "none now; upgrades in later maintenance windows interrupt the database for minutes",
			risk: "low" as const,
			notes: [
				`RDS upgrades in the maintenance window (${db.PreferredMaintenanceWindow ?? "unknown"}, UTC), with an interruption of minutes.`,
			],
		};
		if (sortOf(db) !== "aurora") {
			if (db.AutoMinorVersionUpgrade === true) return compliant(`${name} takes minor engine versions.`);
			const refusal = changeableCluster(db, { "serverless-v1": notOnServerlessV1, limitless: onShardGroup });
			if (refusal) return refusal;
			if (db.AutoMinorVersionUpgrade === undefined) return notReported(name, "AutoMinorVersionUpgrade");
			return planned({
				...plan,
				calls: [modifyCluster(target, { AutoMinorVersionUpgrade: true }, "Turn automatic minor version upgrades on")],
				inverse: [modifyCluster(target, { AutoMinorVersionUpgrade: false }, "Turn automatic minor version upgrades off")],
				desired: { autoMinorVersionUpgrade: true },
				hints: clusterHints("auto_minor_version_upgrade = true", "AutoMinorVersionUpgrade: true", "autoMinorVersionUpgrade: true"),
			});
		}
		const told = names(db.DBClusterMembers ?? []);
		if (told.join() !== names(members).join())
			return refused("unknown", `The members of ${name} could not all be read (${told.join(", ")}).`);
		const unknown = members.find((member) => member.AutoMinorVersionUpgrade === undefined);
		if (unknown) return notReported(unknown.DBInstanceIdentifier ?? name, "AutoMinorVersionUpgrade");
		const off = names(members.filter((member) => !member.AutoMinorVersionUpgrade));
		if (off.length === 0) return compliant(`All instances of ${name} take minor engine versions.`);
		const refusal =
			changeableCluster(db, {}) ?? members.map((one) => held(one.DBInstanceIdentifier ?? name, one.DBInstanceStatus)).find(Boolean);
		if (refusal) return refusal;
		const modify = (id: string, on: boolean) =>
			rdsCall(
				"ModifyDBInstance",
				{ DBInstanceIdentifier: id, AutoMinorVersionUpgrade: on },
				`Turn automatic minor version upgrades of ${id} ${on ? "on" : "off"}`,
			);
		return planned({
			...plan,
			// Always marked, so that what remains of the calls is the plan of what remains to be done.
			calls: off.map((id) => afterSettling(modify(id, true))),
			inverse: off.map((id) => afterSettling(modify(id, false))),
			desired: Object.fromEntries(names(members).map((id) => [factOf(id), true])),
			hints: {
				terraform: "aws_rds_cluster_instance: auto_minor_version_upgrade = true, on every instance",
				cloudformation: "AWS::RDS::DBInstance: AutoMinorVersionUpgrade: true, on every instance",
				sst: "transform: { instance: { autoMinorVersionUpgrade: true } }",
			},
		});
	},
});
