import type { AwsCaller } from "../../../aws/caller.ts";
import type { Collected, RegionFacts } from "../../ports.ts";

/** The principals and policies of the account that rules look at; costs no call beyond the role directory's. Once an account, not a region. */
export async function collectIam(_aws: AwsCaller, facts: RegionFacts): Promise<Collected> {
	return (await facts.roles()).grants;
}
