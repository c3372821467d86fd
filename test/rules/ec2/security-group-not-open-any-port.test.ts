import { securityGroupNotOpenAnyPort } from "../../../shared/rules/ec2/security-group-not-open-any-port.ts";
import { admits, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

const range = (fromPort: number, toPort = fromPort, protocol = "tcp") => ({ protocol, fromPort, toPort });

testRule(securityGroupNotOpenAnyPort, {
	pass: [
		{ name: "another group only", says: "beyond those allowed" },
		{ name: "HTTP and HTTPS", with: { ingress: [admits(open, 80), admits(open, 443)] }, evidence: { open: [] } },
		{ name: "any port for one address", with: { ingress: [admits(["203.0.113.7/32"], 22)] } },
		{ name: "ping", with: { ingress: [admits(open, -1, -1, "icmp")] } },
		{ name: "a range of allowed ports", parameters: { allowedPorts: [82, 80, 81] }, with: { ingress: [admits(open, 80, 82)] } },
		{ name: "an allowed UDP port", parameters: { allowedUdpPorts: [443] }, with: { ingress: [admits(open, 443, 443, "udp")] } },
	],
	fail: [
		{ name: "SSH", with: { ingress: [admits(open, 22)] }, says: "opens tcp 22 to the internet", evidence: { open: [range(22)] } },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 22)] } },
		{ name: "UDP on an allowed TCP port", with: { ingress: [admits(open, 443, 443, "udp")] }, says: "udp 443" },
		{ name: "TCP on an allowed UDP port", parameters: { allowedUdpPorts: [53] }, with: { ingress: [admits(open, 53)] }, says: "tcp 53" },
		{ name: "the neighbours of allowed ports", with: { ingress: [admits(open, 79, 81)] }, evidence: { open: [range(79), range(81)] } },
		{
			name: "a range around the allowed ports",
			with: { ingress: [admits(open, 80, 444)] },
			says: "tcp 81-442 and tcp 444",
			evidence: { open: [range(81, 442), range(444)] },
		},
		{
			name: "everything",
			with: { ingress: [admits(open, 0, 65_535, "all")] },
			says: "tcp 0-79, tcp 81-442, tcp 444-65535 and udp 0-65535",
		},
		{
			name: "ranges that touch",
			with: { ingress: [admits(open, 1000, 1999), admits(open, 2000, 2999)] },
			evidence: { open: [range(1000, 2999)] },
		},
		{ name: "the last port", with: { ingress: [admits(open, 65_535)] }, evidence: { open: [range(65_535)] } },
		{ name: "the first port", with: { ingress: [admits(open, 0)] }, evidence: { open: [range(0)] } },
		{ name: "a port that the parameters no longer allow", parameters: { allowedPorts: [] }, with: { ingress: [admits(open, 80)] } },
		{ name: "many ports", with: { ingress: [22, 24, 26, 28, 30, 32, 34].map((port) => admits(open, port)) }, says: "tcp 30 and 2 more" },
		{ name: "six ports", with: { ingress: [22, 24, 26, 28, 30, 32].map((port) => admits(open, port)) }, says: "tcp 30 and tcp 32" },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 22)], interfaces: { value: [] } },
			severity: "low",
			evidence: { used: false },
		},
		{
			name: "a group of which nobody knows whether it is used",
			with: {
				ingress: [admits(open, 22)],
				interfaces: { unread: { service: "ec2", operation: "DescribeNetworkInterfaces", cause: "denied", message: "no" } },
			},
			evidence: { used: true },
		},
	],
	indeterminate: [
		{
			name: "a prefix list whose entries were not read",
			with: { ingress: [{ ...admits([], 22), source: { kind: "prefixList", value: "pl-1" } }] },
			says: "prefix list pl-1",
		},
	],
});
