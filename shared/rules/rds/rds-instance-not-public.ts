import { isOpen, reachOn } from "../../core/network.ts";
import { need, reported, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsInstanceNotPublic = defineRule({
	id: "rds-instance-not-public",
	title: "RDS DB instance cannot be reached from the internet",
	severity: "critical",
	resource: "rds.DbInstance",
	risk: "Anybody on the internet can try passwords and exploit flaws of the engine; exposed databases are found by scans within minutes.",
	recommendation:
		"Turn PubliclyAccessible off, restrict the security groups to the clients and move the instance to private subnets. Any one of the three closes the path; do all of them.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: { prowler: ["rds_instance_no_public_access"], securityHub: ["RDS.2"], awsConfig: ["rds-instance-public-access-check"] },
	evaluate(db) {
		if (!reported(db.publiclyAccessible, "PubliclyAccessible"))
			return pass(`${db.name} has no public address because PubliclyAccessible is off.`, { publiclyAccessible: false });
		const port = reported(db.port, "Endpoint.Port");
		const network = need(db.network);
		const { reach, ranges } = reachOn(network.ingress, port);
		const publicSubnets = network.subnets.filter((subnet) => subnet.public).map((subnet) => subnet.id);
		const evidence = { publiclyAccessible: true, port, reach, ranges, publicSubnets };
		if (!isOpen(reach))
			return pass(
				`${db.name} is publicly accessible, but its security groups do not open port ${port} to the internet (${ranges.join(", ") || "no public range"}).`,
				evidence,
			);
		if (network.subnets.length === 0) throw new Unobserved("AWS did not report the subnets of the DB subnet group.");
		if (publicSubnets.length === 0)
			return pass(
				`${db.name} is publicly accessible and its security groups are open, but none of its subnets routes to an internet gateway.`,
				evidence,
			);
		return fail(
			`${db.name} is publicly accessible in ${publicSubnets.join(", ")}, and its security groups open port ${port} to ${ranges.join(", ")}.`,
			evidence,
			reach === "world" ? undefined : "high",
		);
	},
});
