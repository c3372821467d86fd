import * as z from "zod";

/** One source that a security group admits. `value` is a CIDR (IPv4 or IPv6), a prefix list id or a security group id. */
export const IngressSource = z.strictObject({
	kind: z.enum(["cidr", "prefixList", "securityGroup"]),
	value: z.string(),
	description: z.string().optional(),
});

/** One ingress rule. `protocol` is tcp, udp, icmp, icmpv6, a number, or `all`; ports are inclusive, 0-65535 for `all`. */
export const IngressRule = z.strictObject({
	protocol: z.string(),
	fromPort: z.int(),
	toPort: z.int(),
	source: IngressSource,
	/** The CIDRs that the source stands for: itself, or the entries of its prefix list; empty for a security group. */
	cidrs: z.array(z.string()),
});
export type IngressRule = z.infer<typeof IngressRule>;

/** How something with security groups in subnets can be reached, computed by the collector. */
export const Exposure = z.strictObject({
	vpcId: z.string().optional(),
	securityGroups: z.array(z.string()),
	/** Every ingress rule of those groups. */
	ingress: z.array(IngressRule),
	/** Its subnets, and which of them have a default route (IPv4 or IPv6) to an internet gateway. */
	subnets: z.array(z.strictObject({ id: z.string(), public: z.boolean(), availabilityZone: z.string().optional() })),
	/** Is it the default VPC of the region? */
	defaultVpc: z.boolean().optional(),
});
export type Exposure = z.infer<typeof Exposure>;
