import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { DescribeHubCommand } from "@aws-sdk/client-securityhub";
import type { DeployConfig } from "../deploy-settings.ts";
import { type Check, type CheckAccess, failed, few, notAnswered, ok, warning } from "./check.ts";

/** What the configuration counts on and does not make: Security Hub, the bucket of Security Lake, a network, mailboxes. */
export async function checkSurroundings(access: CheckAccess, deploy: DeployConfig): Promise<Check[]> {
	const { securityHub, securityLake, network, emails } = deploy;
	access.progress("looking at what the configuration counts on");
	return [
		...(securityHub ? [await checkHub(access)] : []),
		...(securityLake && !securityLake.roleArn ? [await checkLake(access, securityLake.bucket)] : []),
		...(network ? [await checkNetwork(access, network)] : []),
		...(emails?.length ? [ok("e-mail", `Two messages from AWS, one a topic, to be confirmed by each of: ${few(emails).join(", ")}.`)] : []),
	];
}

async function checkHub({ caller, region }: CheckAccess): Promise<Check> {
	const name = "Security Hub";
	const answer = await caller().call("securityhub", new DescribeHubCommand({}));
	if ("value" in answer) return ok(name, `Security Hub is enabled in ${region}; it must be in every region that is scanned.`);
	const { unread } = answer;
	// Security Hub says InvalidAccessException of an account that has not subscribed.
	return unread.cause === "notFound" || /not subscribed|InvalidAccess/i.test(unread.message)
		? failed(name, `Security Hub is not enabled in ${region}.`, "aws securityhub enable-security-hub, or set deploy.securityHub to false.")
		: notAnswered(name, unread);
}

async function checkLake({ caller }: CheckAccess, bucket: string): Promise<Check> {
	const name = "Security Lake";
	const answer = await caller().call("s3", new HeadBucketCommand({ Bucket: bucket }));
	if ("value" in answer) return ok(name, `The bucket ${bucket} is there.`);
	return answer.unread.cause === "notFound"
		? failed(name, `There is no bucket ${bucket}.`, "Name the bucket of the data lake in this region in deploy.securityLake.bucket.")
		: notAnswered(name, answer.unread);
}

async function checkNetwork(
	{ caller }: CheckAccess,
	{ subnetIds, securityGroupIds, vpcId }: NonNullable<DeployConfig["network"]>,
): Promise<Check> {
	const name = "network";
	const ec2 = caller();
	const subnets = await ec2.call("ec2", new DescribeSubnetsCommand({ SubnetIds: subnetIds }));
	const groups = await ec2.call("ec2", new DescribeSecurityGroupsCommand({ GroupIds: securityGroupIds }));
	for (const answer of [subnets, groups])
		if ("unread" in answer)
			return answer.unread.cause === "notFound"
				? failed(name, answer.unread.message, "Correct deploy.network: subnets and security groups of this region.")
				: notAnswered(name, answer.unread);
	const found = [
		...("value" in subnets ? (subnets.value.Subnets ?? []) : []),
		...("value" in groups ? (groups.value.SecurityGroups ?? []) : []),
	];
	const networks = new Set([...found.flatMap(({ VpcId }) => VpcId ?? []), ...(vpcId === undefined ? [] : [vpcId])]);
	if (networks.size > 1)
		return failed(
			name,
			`The subnets and security groups are in several networks: ${[...networks].join(", ")}.`,
			"Name those of one VPC in deploy.network.",
		);
	const zones = new Set("value" in subnets ? (subnets.value.Subnets ?? []).flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []) : []);
	return zones.size === 1
		? warning(name, `All subnets are in one zone, ${[...zones][0]}.`, "Name subnets in two zones, so that scans go on when one is down.")
		: ok(
				name,
				`The subnets are in ${[...networks][0]}. They need a way to AWS: a NAT gateway, or endpoints of the services that are read.`,
			);
}
