import { DescribeGlobalClustersCommand, type GlobalCluster } from "@aws-sdk/client-rds";
import { incomplete } from "../../aws/caller.ts";
import { defineAction } from "../action.ts";
import { compliant, planned } from "../decisions.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { ephemeral } from "./ephemeral.ts";
import { held } from "./status.ts";

/** ModifyGlobalCluster has no ApplyImmediately: it changes at once. */
export const rdsGlobalClusterDeletionProtection = defineAction<{ readonly db: GlobalCluster }>({
	id: "rds-global-cluster-deletion-protection",
	title: "Protect an Aurora global database from deletion",
	family: "rds",
	kinds: ["rds.GlobalCluster"],
	rules: ["rds-global-cluster-deletion-protection"],
	controls: [],
	level: "auto",
	reads: ["rds:DescribeGlobalClusters"],
	writes: ["rds:ModifyGlobalCluster"],
	triggers: ["rds:CreateGlobalCluster", "rds:ModifyGlobalCluster"],
	guards: ["Global databases that tags mark as short-lived are refused."],
	downtime: "none",
	reversible: true,
	async read(target, aws) {
		// The ARN of a global database has no region: arn:aws:rds::111122223333:global-cluster:orders.
		const answer = await aws.call("rds", new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: identifierOf(target.arn) }));
		if ("unread" in answer) return answer.unread.cause === "notFound" ? { gone: `There is no global database ${target.name}.` } : answer;
		const db = answer.value.GlobalClusters?.find((one) => one.GlobalClusterArn === target.arn);
		return db ? { state: { db } } : { unread: incomplete("rds", "DescribeGlobalClusters", target.arn) };
	},
	facts: ({ db }) => ({ deletionProtection: db.DeletionProtection ?? null }),
	plan({ db }, settings, { name, arn }) {
		if (db.DeletionProtection === undefined) return notReported(name, "DeletionProtection");
		if (db.DeletionProtection) return compliant(`${name} is protected from deletion.`);
		const refusal = held(name, db.Status) ?? ephemeral(name, db.TagList, settings);
		if (refusal) return refusal;
		const modify = (DeletionProtection: boolean, does: string) =>
			rdsCall("ModifyGlobalCluster", { GlobalClusterIdentifier: identifierOf(arn), DeletionProtection }, does);
		return planned({
			level: "auto",
			calls: [modify(true, "Turn deletion protection on")],
			inverse: [modify(false, "Turn deletion protection off")],
			desired: { deletionProtection: true },
			downtime: "none",
			risk: "low",
			notes: ["The clusters in it keep deletion protection of their own."],
			hints: {
				terraform: "aws_rds_global_cluster: deletion_protection = true",
				cloudformation: "AWS::RDS::GlobalCluster: DeletionProtection: true",
			},
		});
	},
});
