import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isServerlessV1 } from "./judge/cluster-sort.ts";

export const rdsClusterMultiAz = defineRule({
	id: "rds-cluster-multi-az",
	title: "RDS DB cluster has instances in several Availability Zones",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "When the only Availability Zone or the only instance fails, the database is down until Aurora has built a new instance, which takes minutes or fails.",
	recommendation: "Add at least one Aurora Replica in another Availability Zone, with a failover priority and the size of the writer.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"],
	related: {
		prowler: ["rds_cluster_multi_az"],
		securityHub: ["RDS.15"],
		awsConfig: ["rds-cluster-multi-az-enabled"],
	},
	evaluate(cluster) {
		const { name, members, globalCluster } = cluster;
		if (isServerlessV1(cluster)) return notApplicable(`${name} is Aurora Serverless v1, which moves to another zone by itself.`);
		if (members.length === 0 && globalCluster !== undefined)
			return notApplicable(`${name} keeps only storage as a secondary of the global database ${globalCluster}.`);
		const multiAz = reported(cluster.multiAz, "MultiAZ");
		const evidence = { multiAz, members: members.length };
		if (multiAz) return pass(`${name} has its instances in several Availability Zones.`, evidence);
		return members.length > 1
			? fail(`All ${members.length} instances of ${name} are in one Availability Zone.`, evidence)
			: fail(`${name} has no second instance to fail over to.`, evidence);
	},
});
