import { need, type Observed, Unobserved } from "../../../core/observed.ts";
import type { Exposure } from "../../../core/resources/network.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

/** Judges whether no subnet has a default route to an internet gateway; an empty list of subnets is unobserved. */
export function judgePrivateSubnets(name: string, network: Observed<Exposure>): Verdict {
	const { subnets } = need(network);
	if (subnets.length === 0) throw new Unobserved(`AWS did not report the subnets of ${name}.`);
	const publicSubnets = subnets.filter((subnet) => subnet.public).map(({ id }) => id);
	const evidence = { publicSubnets, subnets: subnets.length };
	if (publicSubnets.length === 0) return pass(`All subnets of ${name} are private.`, evidence);
	const which = publicSubnets.length === subnets.length ? "All" : `${publicSubnets.length} of ${subnets.length}`;
	return fail(`${which} subnets of ${name} route to an internet gateway: ${publicSubnets.join(", ")}.`, evidence);
}
