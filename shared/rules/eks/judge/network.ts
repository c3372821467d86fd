import { need, Unobserved } from "../../../core/observed.ts";
import type { EksNodeGroup } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

/** Are all subnets without a default route to an internet gateway? */
export function judgeSubnetsPrivate(resource: { name: string; network: EksNodeGroup["network"] }): Verdict {
	const { subnets } = need(resource.network);
	if (subnets.length === 0) throw new Unobserved(`No subnet of ${resource.name} was found.`);
	const open = subnets.filter((subnet) => subnet.public).map((subnet) => subnet.id);
	return open.length > 0
		? fail(`${resource.name} runs in subnets with a route to an internet gateway: ${open.join(", ")}.`, { publicSubnets: open })
		: pass(`All ${subnets.length} subnets of ${resource.name} are private.`, { subnets: subnets.length });
}
