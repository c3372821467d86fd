import { seen } from "../../shared/core/observed.ts";
import type { IngressRule } from "../../shared/core/resources/network.ts";

/** The whole of the IPv4 internet. */
export const open: readonly string[] = ["0.0.0.0/0"];

/** A rule that admits the CIDRs, over TCP unless told otherwise, on one port or a range. */
export const admits = (cidrs: readonly string[], fromPort: number, toPort = fromPort, protocol = "tcp"): IngressRule => ({
	protocol,
	fromPort,
	toPort,
	source: { kind: "cidr", value: cidrs[0] ?? "" },
	cidrs: [...cidrs],
});

/** Two rules that look harmless one by one and are the internet together. */
export const halves = (port: number): IngressRule[] => [admits(["0.0.0.0/1"], port), admits(["128.0.0.0/1"], port)];

/** Subnets that have a route to an internet gateway, or one that has not, behind the rules. */
export const publicNetwork = (ingress: readonly IngressRule[], routed = true) =>
	seen({
		securityGroups: ["sg-0db"],
		ingress: [...ingress],
		subnets: [
			{ id: "subnet-0a", public: false },
			{ id: "subnet-0b", public: routed },
		],
	});
