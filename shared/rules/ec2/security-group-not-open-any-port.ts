import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { pass } from "../../core/verdict.ts";
import { listed, type OpenRange, openRanges, rangeName } from "./judge/ports.ts";
import { failGroup, groupName } from "./judge/security-group.ts";

export const securityGroupNotOpenAnyPort = defineRule({
	id: "security-group-not-open-any-port",
	title: "Security group opens only authorised ports to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Every port that the internet reaches is searched for weak passwords and flaws around the clock, whatever listens there.",
	recommendation:
		"Admit only the groups or networks of the clients on the named ports, or add the port to the rule's allowed ports when it has to be public.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18"],
	related: {
		prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_any_port"],
		securityHub: ["EC2.18"],
		awsConfig: ["vpc-sg-open-only-to-authorized-ports"],
	},
	parameters: {
		allowedPorts: integers([80, 443], "TCP ports that may be open to the internet.", { minimum: 0, maximum: 65535 }),
		allowedUdpPorts: integers([], "UDP ports that may be open to the internet.", { minimum: 0, maximum: 65535 }),
	},
	evaluate(group, { parameters }) {
		const { allowedPorts, allowedUdpPorts } = parameters;
		const open = [
			...openRanges(group.ingress, "tcp").flatMap((range) => without(range, allowedPorts)),
			...openRanges(group.ingress, "udp").flatMap((range) => without(range, allowedUdpPorts)),
		];
		const evidence = { open, allowedPorts, allowedUdpPorts };
		return open.length === 0
			? pass(`${groupName(group)} opens no port to the internet beyond those allowed.`, evidence)
			: failGroup(group, `${groupName(group)} opens ${listed(open.map(rangeName))} to the internet.`, evidence);
	},
});

/** What is left of the range without single ports. */
function without(range: OpenRange, allowed: readonly number[]): OpenRange[] {
	const left: OpenRange[] = [];
	let { fromPort } = range;
	for (const port of [...new Set(allowed)].sort((a, b) => a - b)) {
		if (port < fromPort || port > range.toPort) continue;
		if (port > fromPort) left.push({ ...range, fromPort, toPort: port - 1 });
		fromPort = port + 1;
	}
	if (fromPort <= range.toPort) left.push({ ...range, fromPort });
	return left;
}
