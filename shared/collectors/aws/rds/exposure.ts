import type { Observed } from "../../../core/observed.ts";
import type { Exposure } from "../../../core/resources/network.ts";
import type { NetworkFacts } from "../../ports.ts";

/** How security groups in subnets can be reached. */
export type ExposureOf = NetworkFacts["exposure"];

/** The same groups in the same subnets give the same object, so that thousands of servers hold one. */
export function sharedExposure(network: NetworkFacts): ExposureOf {
	const known = new Map<string, Observed<Exposure>>();
	return (securityGroups, subnets, vpcId) => {
		const key = `${[...securityGroups].sort().join()}\n${[...subnets].sort().join()}\n${vpcId ?? ""}`;
		const before = known.get(key);
		if (before) return before;
		const exposure = network.exposure(securityGroups, subnets, vpcId);
		known.set(key, exposure);
		return exposure;
	};
}
