import * as z from "zod";
import { Exposure, IngressRule } from "./network.ts";
import { base, observed } from "./schema.ts";

export const SecurityGroup = z.strictObject({
	kind: z.literal("ec2.SecurityGroup"),
	...base,
	groupId: z.string(),
	vpcId: z.string().optional(),
	description: z.string().optional(),
	/** Is it the VPC's group named `default`? */
	isDefault: z.boolean(),
	ingress: z.array(IngressRule),
	egressRules: z.int(),
	/** Network interfaces that carry it. */
	interfaces: observed(
		z.array(
			z.strictObject({
				id: z.string(),
				description: z.string().optional(),
				publicIp: z.string().optional(),
				instanceId: z.string().optional(),
				/** interface, lambda, nat_gateway, network_load_balancer, … */
				type: z.string().optional(),
				vpcId: z.string().optional(),
				/** Its private addresses, IPv4 and IPv6, the primary one first. */
				privateIps: z.array(z.string()).optional(),
				/** IPv4 prefixes that are delegated to it, /28 each. */
				prefixes: z.array(z.string()).optional(),
			}),
		),
	),
});
export type SecurityGroup = z.infer<typeof SecurityGroup>;

/** An EC2 instance as its network interfaces show it: where self-managed databases and bastions live. */
export const Ec2Instance = z.strictObject({
	kind: z.literal("ec2.Instance"),
	...base,
	instanceId: z.string(),
	publicIps: z.array(z.string()),
	network: observed(Exposure),
});
export type Ec2Instance = z.infer<typeof Ec2Instance>;
