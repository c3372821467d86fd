import type { CallerFor, Target } from "./accounts.ts";
import { credentialFailure } from "./credentials.ts";
import { partitionOf } from "./partitions.ts";

/** The regions that an account has enabled, and those among them that every account has; or why they are not known. */
export async function enabledRegions(
	account: Target,
	region: string,
	callerFor: CallerFor,
): Promise<{ readonly enabled: string[]; readonly everywhere: string[] } | { readonly problem: string }> {
	try {
		await account.credentials();
	} catch (error) {
		return { problem: credentialFailure(error).message };
	}
	const { DescribeRegionsCommand } = await import("./packages/ec2.ts");
	const caller = callerFor({ partition: account.partition, account: account.account, region }, account.credentials);
	const answer = await caller.call(
		"ec2",
		new DescribeRegionsCommand({ Filters: [{ Name: "opt-in-status", Values: ["opt-in-not-required", "opted-in"] }] }),
	);
	if ("unread" in answer) return { problem: answer.unread.message };
	const regions = (answer.value.Regions ?? [])
		.flatMap(({ RegionName: name, OptInStatus: status }) => (name ? [{ name, status }] : []))
		// AWS names those of the own partition only; an emulator may name all, in which the keys mean nothing.
		.filter(({ name }) => partitionOf(name) === account.partition);
	if (regions.length === 0) return { problem: "DescribeRegions named none." };
	return {
		enabled: regions.map(({ name }) => name).sort(),
		everywhere: regions.flatMap(({ name, status }) => (status === "opted-in" ? [] : [name])).sort(),
	};
}
