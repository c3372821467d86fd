import { isOpen, type Reach, reachOn } from "../../../core/network.ts";
import { Unobserved } from "../../../core/observed.ts";
import type { IngressRule } from "../../../core/resources/network.ts";

/** A port that a large part of the internet may reach, and which part. */
export type OpenPort = {
	readonly protocol: string;
	readonly port: number;
	readonly reach: Reach;
	readonly ranges: readonly string[];
};

/** Consecutive ports that are all open to the internet; both ends belong to it. */
export type OpenRange = {
	readonly protocol: string;
	readonly fromPort: number;
	readonly toPort: number;
};

const lastPort = 65_535;

/**
 * Which of the ports are open to the internet by all rules taken together. Throws `Unobserved` when none is, but one of them hangs on
 * a source that is not known.
 */
export function openPorts(rules: readonly IngressRule[], ports: readonly number[], protocols: readonly string[]): OpenPort[] {
	const open: OpenPort[] = [];
	let unknown: Unobserved | undefined;
	for (const protocol of protocols) {
		for (const port of ports) {
			try {
				const { reach, ranges } = reachOn(rules, port, protocol);
				if (isOpen(reach)) open.push({ protocol, port, reach, ranges });
			} catch (error) {
				if (!(error instanceof Unobserved)) throw error;
				unknown ??= error;
			}
		}
	}
	if (open.length === 0 && unknown) throw unknown;
	return open;
}

/** All ports of the protocol that are open to the internet, as few ranges; like `openPorts` when something is not known. */
export function openRanges(rules: readonly IngressRule[], protocol: string): OpenRange[] {
	// What the rules admit can change only where one of them begins or has just ended.
	const edges = rules.flatMap(({ fromPort, toPort }) => [fromPort, toPort + 1]).filter((port) => port > 0 && port <= lastPort);
	const starts = [...new Set([0, ...edges])].sort((a, b) => a - b);
	const open = new Set(openPorts(rules, starts, [protocol]).map(({ port }) => port));
	const ranges: { protocol: string; fromPort: number; toPort: number }[] = [];
	for (const [index, fromPort] of starts.entries()) {
		if (!open.has(fromPort)) continue;
		const toPort = (starts[index + 1] ?? lastPort + 1) - 1;
		const previous = ranges.at(-1);
		if (previous?.toPort === fromPort - 1) previous.toPort = toPort;
		else ranges.push({ protocol, fromPort, toPort });
	}
	return ranges;
}

/** `tcp 5432 and tcp 6432`; at most five, then how many more. */
export function listed(items: readonly string[]): string {
	const shown = items.length > 6 ? [...items.slice(0, 5), `${items.length - 5} more`] : items;
	return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

export const portName = ({ protocol, port }: Pick<OpenPort, "protocol" | "port">): string => `${protocol} ${port}`;

export const rangeName = ({ protocol, fromPort, toPort }: OpenRange): string =>
	fromPort === toPort ? `${protocol} ${fromPort}` : `${protocol} ${fromPort}-${toPort}`;
