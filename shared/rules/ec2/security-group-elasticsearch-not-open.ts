import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupElasticsearchNotOpen = defineRule({
	id: "security-group-elasticsearch-not-open",
	title: "Security group does not open Elasticsearch to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to Elasticsearch behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601"] },
	parameters: {
		ports: integers([9200, 9300, 5601], "Ports of Elasticsearch (9200, 9300) and Kibana (5601).", { minimum: 0, maximum: 65535 }),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Elasticsearch", ports: parameters.ports });
	},
});
