import { admitting, internetReach, reachOf } from "../../core/network.ts";
import { need, reported } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const rdsInstanceSecurityGroupRestricted = defineRule({
	id: "rds-instance-security-group-restricted",
	title: "Security groups of the RDS DB instance admit no public address on its port",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "A public range in a security group lets outside hosts connect as soon as the instance gets a public path, and its addresses may change hands.",
	recommendation: "Admit the security groups of the clients or private ranges; name public ranges that must stay in allowedCidrs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html"],
	related: {},
	parameters: { allowedCidrs: strings([], "Public CIDRs that may reach databases, IPv4 or IPv6; ranges within them are allowed too.") },
	evaluate(db, { parameters }) {
		// An instance has no endpoint before it is created.
		if (db.status === "creating" && db.port === undefined) return notApplicable(`${db.name} is being created and has no port yet.`);
		const port = reported(db.port, "Endpoint.Port");
		const network = need(db.network);
		const rules = admitting(network.ingress, port).map((rule) => ({
			...rule,
			// Rules whose whole list is allowed keep a source with no range that counts; an unread prefix list stays unread.
			cidrs: rule.cidrs.length === 0 ? rule.cidrs : [...rule.cidrs.filter((cidr) => !within(cidr, parameters.allowedCidrs)), nowhere],
		}));
		const { reach, ranges } = reachOf(rules);
		const evidence = { port, reach, ranges, securityGroups: network.securityGroups };
		return reach === "none"
			? pass(`The security groups of ${db.name} admit no public range on port ${port} beyond the allowed ones.`, evidence)
			: fail(`The security groups of ${db.name} admit ${ranges.join(", ")} on port ${port}.`, evidence);
	},
});

/** A private address: counts for nothing. */
const nowhere = "10.0.0.0/32";

/** Does an allowed range cover the public part of this one? Then it adds nothing to it. */
const within = (cidr: string, allowed: readonly string[]): boolean =>
	allowed.some((range) => internetReach([range, cidr]).ranges.join() === internetReach([range]).ranges.join());
