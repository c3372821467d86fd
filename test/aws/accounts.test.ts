import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AccessRequest, memberRole } from "../../shared/aws/accounts.ts";
import { homeRegion, partitionOf } from "../../shared/aws/partitions.ts";
import { resolveAccounts } from "../../shared/aws/resolve-accounts.ts";
import { ConfigError } from "../../shared/core/errors.ts";
import { type Scope, scopeKey } from "../../shared/core/scope.ts";
import { type Answer, fails, fakeCaller, paged } from "../support/aws/fake-caller.ts";

const role = (account: string, name = "Reader") => `arn:aws:iam::${account}:role/${name}`;
const identity = { Account: "111111111111", Arn: "arn:aws:iam::111111111111:user/me" };
const keys = { AccessKeyId: "AKID", SecretAccessKey: "secret", SessionToken: "token" };

/** Resolves with a fake AWS; `calls` are `scope service:Operation`. */
async function resolve(request: AccessRequest, answers: Readonly<Record<string, Answer>> = {}) {
	const calls: string[] = [];
	const roles: unknown[] = [];
	const accounts = await resolveAccounts(request, (scope: Scope) =>
		fakeCaller(
			new Proxy(
				{ "sts:GetCallerIdentity": identity, "sts:AssumeRole": { Credentials: keys }, ...answers },
				{
					get(table, key: string) {
						calls.push(`${scopeKey(scope)} ${key}`);
						const answer = table[key as keyof typeof table] as Answer | undefined;
						return (input: Record<string, unknown>) => {
							if (key === "sts:AssumeRole") roles.push(input);
							return typeof answer === "function" ? answer({ ...input, account: scope.account }) : (answer ?? fails("unsupported"));
						};
					},
				},
			),
			scope,
		),
	);
	return { accounts, calls, roles };
}

beforeEach(() => {
	vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
	vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
	vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
	vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent/config");
	vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
});
afterEach(() => {
	vi.unstubAllEnvs();
});

describe("The accounts of a scan", () => {
	it("are the caller's own without a role, in the regions that are named, each once", async () => {
		const { accounts } = await resolve({ regions: ["eu-west-1", "us-east-1", "eu-west-1"] });
		expect(accounts).toMatchObject([{ partition: "aws", account: "111111111111", regions: ["eu-west-1", "us-east-1"] }]);
		expect(await accounts[0]?.credentials()).toMatchObject({ accessKeyId: "AKIDEXAMPLE" });
	});

	it("are in the default region when none is named", async () => {
		expect((await resolve({ defaultRegion: "eu-north-1" })).accounts).toMatchObject([{ regions: ["eu-north-1"] }]);
	});

	it("take the partition from who calls", async () => {
		const china = { Account: "111111111111", Arn: "arn:aws-cn:iam::111111111111:user/me" };
		const { accounts, calls } = await resolve({ regions: ["cn-north-1"] }, { "sts:GetCallerIdentity": china });
		expect(accounts[0]?.partition).toBe("aws-cn");
		expect(calls[0]).toBe("aws-cn/self/cn-north-1 sts:GetCallerIdentity");
	});

	it("are those of the roles, which are assumed only when keys are needed", async () => {
		const { accounts, roles } = await resolve({
			regions: ["eu-west-1"],
			roles: [{ roleArn: role("222222222222"), externalId: "7f3c" }, { roleArn: role("333333333333") }],
		});
		expect(accounts.map(({ account }) => account)).toEqual(["222222222222", "333333333333"]);
		expect(roles).toEqual([]);
		await accounts[0]?.credentials();
		expect(roles).toEqual([{ RoleArn: role("222222222222"), ExternalId: "7f3c", RoleSessionName: "parapet" }]);
	});

	it("of an organisation are its active ones, through the role of each, without those that are excluded", async () => {
		const { accounts, roles, calls } = await resolve(
			{ regions: ["eu-west-1"], organization: { roleName: "audit/Reader", externalId: "x", exclude: ["444444444444"] } },
			{
				"organizations:ListAccounts": paged(
					"Accounts",
					[
						[
							{ Id: "111111111111", Status: "ACTIVE" },
							{ Id: "222222222222", State: "ACTIVE" },
						],
						[
							{ Id: "333333333333", Status: "SUSPENDED" },
							{ Id: "444444444444", Status: "ACTIVE" },
							{ Id: "555555555555", Status: "ACTIVE", State: "CLOSED" },
						],
					],
					"NextToken",
					"NextToken",
				),
			},
		);
		expect(accounts.map(({ account }) => account)).toEqual(["111111111111", "222222222222"]);
		expect(calls).toContain("aws/111111111111/global organizations:ListAccounts");
		expect(await accounts[0]?.credentials()).toMatchObject({ accessKeyId: "AKIDEXAMPLE" });
		await accounts[1]?.credentials();
		expect(roles).toMatchObject([{ RoleArn: role("222222222222", "audit/Reader"), ExternalId: "x" }]);
	});

	it("have the regions that each has enabled; one that does not tell has the first one's", async () => {
		const regions = (...names: string[]) => ({ Regions: names.map((RegionName) => ({ RegionName })) });
		const { accounts } = await resolve(
			{ allRegions: true, roles: ["222222222222", "333333333333", "444444444444"].map((id) => ({ roleArn: role(id) })) },
			{
				"ec2:DescribeRegions": ({ account }) =>
					account === "222222222222"
						? fails("denied")
						: account === "333333333333"
							? regions("us-east-1", "eu-west-1")
							: regions("me-south-1"),
			},
		);
		expect(accounts.map((one) => one.regions)).toEqual([["eu-west-1", "us-east-1"], ["eu-west-1", "us-east-1"], ["me-south-1"]]);
	});
});

describe("What the user must put right", () => {
	const problem = async (request: AccessRequest, answers: Readonly<Record<string, Answer>> = {}) => {
		const error = await resolve(request, answers).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(ConfigError);
		return (error as ConfigError).message;
	};

	it("is the region, when there is none", async () => expect(await problem({})).toMatch(/--region.*--all-regions.*AWS_REGION/));

	it("is an ARN that is no role's", async () =>
		expect(await problem({ regions: ["eu-west-1"], roles: [{ roleArn: "Reader" }] })).toContain("Reader is not the ARN of an IAM role"));

	it("is the credentials, when there are none", async () => {
		vi.stubEnv("AWS_ACCESS_KEY_ID", "");
		vi.stubEnv("AWS_SECRET_ACCESS_KEY", "");
		expect(await problem({ regions: ["eu-west-1"] })).toMatch(/No AWS credentials were found.*--profile.*aws sso login/);
	});

	it("is the profile, when it gives no credentials", async () =>
		expect(await problem({ regions: ["eu-west-1"], profile: "absent" })).toContain("The profile absent gives no credentials"));

	it("is the session, when it has expired", async () =>
		expect(
			await problem(
				{ regions: ["eu-west-1"] },
				{ "sts:GetCallerIdentity": fails("denied", "ExpiredToken: The security token is expired") },
			),
		).toContain("aws sso login"));

	it("is the network, when AWS cannot be reached", async () =>
		expect(await problem({ regions: ["eu-west-1"] }, { "sts:GetCallerIdentity": fails("network", "ENOTFOUND") })).toMatch(
			/network.*ENOTFOUND.*AWS_ENDPOINT_URL/,
		));

	it("is the endpoint, when it names no account", async () =>
		expect(await problem({ regions: ["eu-west-1"] }, { "sts:GetCallerIdentity": {} })).toContain("is AWS_ENDPOINT_URL an AWS endpoint?"));

	it("is the permission to list accounts, even when only the last page was refused", async () =>
		expect(
			await problem(
				{ regions: ["eu-west-1"], organization: { roleName: "Reader" } },
				{
					"organizations:ListAccounts": ({ NextToken }) =>
						NextToken ? fails("denied") : { Accounts: [{ Id: "222222222222", Status: "ACTIVE" }], NextToken: "1" },
				},
			),
		).toContain("organizations:ListAccounts"));

	it("is the permission to list regions", async () =>
		expect(await problem({ allRegions: true }, { "ec2:DescribeRegions": fails("denied") })).toContain("ec2:DescribeRegions"));
});

describe("The role of a member account", () => {
	it.each([
		["Reader", "arn:aws-cn:iam::222222222222:role/Reader"],
		["/audit/Reader", "arn:aws-cn:iam::222222222222:role/audit/Reader"],
		["arn:aws:iam::*:role/Reader", "arn:aws:iam::222222222222:role/Reader"],
		["arn:aws:iam::{account}:role/reader-{account}", "arn:aws:iam::222222222222:role/reader-222222222222"],
	])("of %s is %s", (pattern, expected) => expect(memberRole(pattern, "aws-cn", "222222222222")).toBe(expected));
});

describe("A region's partition", () => {
	it.each([
		["eu-west-1", "aws", "us-east-1"],
		["cn-northwest-1", "aws-cn", "cn-north-1"],
		["us-gov-east-1", "aws-us-gov", "us-gov-west-1"],
		["us-iso-west-1", "aws-iso", "us-iso-east-1"],
		["us-isob-east-1", "aws-iso-b", "us-isob-east-1"],
		["eusc-de-east-1", "aws-eusc", "eusc-de-east-1"],
	])("of %s is %s, whose home is %s", (region, partition, home) => {
		expect(partitionOf(region)).toBe(partition);
		expect(homeRegion(partition)).toBe(home);
	});
});
