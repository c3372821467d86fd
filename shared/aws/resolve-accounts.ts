import { ConfigError } from "../core/errors.ts";
import type { AccessRequest, AccountAccess, CallerFor } from "./accounts.ts";
import { mapBounded } from "./concurrency.ts";
import { enabledRegions } from "./enabled-regions.ts";
import { findAccounts } from "./find-accounts.ts";

/** Accounts that are asked for their regions at a time. */
const accountsAtATime = 32;

/** Finds the accounts and regions to scan. Throws `ConfigError` when the user's own credentials or wishes do not work; says what to do. */
export async function resolveAccounts(request: AccessRequest, callerFor: CallerFor): Promise<AccountAccess[]> {
	const { accounts, region } = await findAccounts(request, callerFor);
	if (!request.allRegions) {
		const regions = request.regions?.length ? [...new Set(request.regions)] : [region];
		return accounts.map((account) => ({ ...account, regions }));
	}
	const [own] = accounts;
	if (!own) return [];
	// Opt-in regions differ between accounts; an account that does not tell gets the list of the first that did, and its errors will show.
	const listed = await mapBounded(accounts, accountsAtATime, (account) => enabledRegions(account, region, callerFor));
	const known = listed.find((regions) => "enabled" in regions);
	if (known === undefined || !("enabled" in known))
		throw new ConfigError(
			`The enabled regions could not be listed: ${listed[0] && "problem" in listed[0] ? listed[0].problem : ""} Allow ec2:DescribeRegions, or name regions with --region.`,
		);
	return accounts.map((account, index) => {
		const regions = listed[index];
		return { ...account, regions: regions !== undefined && "enabled" in regions ? regions.enabled : known.enabled };
	});
}
