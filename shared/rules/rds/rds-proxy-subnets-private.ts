import { defineRule } from "../../core/rule.ts";
import { judgePrivateSubnets } from "./judge/private-subnets.ts";

export const rdsProxySubnetsPrivate = defineRule({
	id: "rds-proxy-subnets-private",
	title: "RDS Proxy is in private subnets",
	severity: "low",
	resource: "rds.DbProxy",
	risk: "A proxy has no public address, but in public subnets it shares the network of hosts that have one and are attacked first.",
	recommendation: "Create the proxy anew in subnets without a route to an internet gateway and move clients to it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html"],
	related: {},
	evaluate: (proxy) => judgePrivateSubnets(proxy.name, proxy.network),
});
