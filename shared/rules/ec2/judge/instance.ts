import { need, Unobserved } from "../../../core/observed.ts";
import type { Ec2Instance } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { listed, openPorts, portName } from "./ports.ts";
import type { Listener } from "./security-group.ts";

/**
 * Judges whether the internet reaches one of the ports on the instance: it takes a public address, a subnet with a route to an internet
 * gateway and security groups that admit the port.
 */
export function judgeInstancePorts(instance: Ec2Instance, { product, ports, protocols = ["tcp"] }: Listener): Verdict {
	const { publicIps } = instance;
	if (publicIps.length === 0) return pass(`${instance.name} has no public IP address.`, { publicIps });
	const { ingress, subnets } = need(instance.network);
	if (subnets.length === 0) throw new Unobserved(`The subnets of ${instance.name} are not known.`);
	const publicSubnets = subnets.filter((subnet) => subnet.public).map(({ id }) => id);
	if (publicSubnets.length === 0)
		return pass(`${instance.name} has a public IP address, but its subnets have no route to an internet gateway.`, {
			publicIps,
			publicSubnets,
		});
	const open = openPorts(ingress, ports, protocols);
	if (open.length === 0)
		return pass(`The security groups of ${instance.name} do not open the ${product} ports to the internet.`, {
			publicIps,
			publicSubnets,
			ports,
			protocols,
		});
	return fail(`The internet reaches ${listed(open.map(portName))} (${product}) of ${instance.name} at ${listed(publicIps)}.`, {
		publicIps,
		publicSubnets,
		open,
	});
}
