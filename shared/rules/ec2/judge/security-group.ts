import type { SecurityGroup } from "../../../core/resources/index.ts";
import { type Evidence, fail, pass, type Verdict } from "../../../core/verdict.ts";
import { listed, openPorts, portName } from "./ports.ts";

/** `databases (sg-0a1b)`. */
export const groupName = (group: SecurityGroup): string => `Security group ${group.name} (${group.groupId})`;

/** Is it known that no network interface carries the group? */
export const isUnused = ({ interfaces }: SecurityGroup): boolean => "value" in interfaces && interfaces.value.length === 0;

/** A failure that is only a trap for later, and of low severity, while no network interface carries the group. */
export const failGroup = (group: SecurityGroup, sentence: string, evidence: Evidence): Verdict =>
	isUnused(group)
		? fail(`${sentence} No network interface carries the group yet.`, { ...evidence, used: false }, "low")
		: fail(sentence, { ...evidence, used: true });

/** What listens on the ports; `protocols` is tcp unless it listens on others too. */
export interface Listener {
	readonly product: string;
	readonly ports: readonly number[];
	readonly protocols?: readonly string[];
}

/** Judges whether all rules of the group together open one of the ports to a large part of the internet. */
export function judgeGroupPorts(group: SecurityGroup, { product, ports, protocols = ["tcp"] }: Listener): Verdict {
	const open = openPorts(group.ingress, ports, protocols);
	if (open.length === 0)
		return pass(`${groupName(group)} does not open the ${product} ports to the internet.`, {
			ports,
			protocols,
		});
	const ranges = [...new Set(open.flatMap((port) => port.ranges))];
	return failGroup(group, `${groupName(group)} opens ${listed(open.map(portName))} (${product}) to ${listed(ranges)}.`, { open });
}
