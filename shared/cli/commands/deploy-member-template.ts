import { defaultRegion } from "../../aws/default-region.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { ConfigError } from "../../core/errors.ts";
import { readDeployment } from "../../runtime/app/deployment.ts";
import { type MemberOptions, memberOptions } from "../../runtime/app/member.ts";
import { memberCloudFormation } from "../../runtime/app/member-template.ts";
import { memberTerraform } from "../../runtime/app/member-terraform.ts";
import { openAccess } from "../../runtime/deploy-check/open.ts";
import { type Terminal, write } from "../terminal.ts";
import type { DeployValues } from "./deploy.ts";

/** Prints what an account needs that is to be scanned. With --account nothing is asked of AWS. */
export async function printMemberTemplate(values: DeployValues, terminal: Terminal): Promise<number> {
	for (const name of ["before", "after", "no-event", "target", "timeout"] as const)
		if (values[name] !== undefined) throw new ConfigError(`--${name} is for deploy check.`);
	const format = values.format ?? "cloudformation";
	if (format !== "cloudformation" && format !== "terraform")
		throw new ConfigError(`--format ${format} is for deploy check; member-template knows cloudformation and terraform.`);
	const { config } = await readDeployment(".", values.config, terminal.environment);
	const options = memberOptions(await placeOf(values, terminal), config.document);
	await write(terminal.stdout, [format === "terraform" ? memberTerraform(options) : memberCloudFormation(options)]);
	return 0;
}

async function placeOf(
	{ account, stage = "prod", region: named, profile }: DeployValues,
	{ environment }: Terminal,
): Promise<Pick<MemberOptions, "partition" | "account" | "region" | "stage">> {
	if (account !== undefined) {
		if (!/^\d{12}$/.test(account)) throw new ConfigError(`--account must be an id of 12 digits, not "${account}".`);
		const region = named ?? (await defaultRegion(profile, environment));
		if (region === undefined)
			throw new ConfigError("No region is chosen: name the one of the application with --region, or set AWS_REGION.");
		return { partition: partitionOf(region), account, region, stage };
	}
	const access = await openAccess({ stage, region: named, profile, environment, progress: () => {} });
	access.close();
	return { partition: access.partition, account: access.account, region: access.region, stage };
}
