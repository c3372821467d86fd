import { describe, expect, it } from "vitest";
import type { AppConfig } from "../../../shared/runtime/app/app-config.ts";
import type { Check, CheckAccess } from "../../../shared/runtime/deploy-check/check.ts";
import { checkMembers } from "../../../shared/runtime/deploy-check/members.ts";
import { checkConcurrency, reservedConcurrency } from "../../../shared/runtime/deploy-check/quotas.ts";
import { checkRights, deployActions } from "../../../shared/runtime/deploy-check/rights.ts";
import { checkSurroundings } from "../../../shared/runtime/deploy-check/surroundings.ts";
import type { DeployConfig } from "../../../shared/runtime/deploy-settings.ts";
import { reservedConcurrency as ofStacks } from "../../../stacks/function-table.ts";
import { type Answer, fails, fakeCaller, testScope } from "../../support/aws/fake-caller.ts";

const accessWith = (answers: Readonly<Record<string, Answer>>): CheckAccess => {
	const caller = fakeCaller(answers);
	return { ...testScope, stage: "prod", caller: () => caller, progress: () => {} };
};

describe("the concurrency of Lambda", () => {
	it.each<[string, DeployConfig, number?, boolean?]>([
		["with defaults", {}],
		["with databases", {}, 3],
		["with more databases than scopes at a time", { concurrency: 20 }, 30],
		["with more at a time", { concurrency: 123 }],
		["with Slack's buttons", { slackActions: { signingSecret: { secret: "arn" } } }],
		["with Security Hub", { securityHub: true }],
		["with Security Lake", { securityLake: { bucket: "b", source: "s" } }],
		["with rotation", { rotation: { enabled: true } }],
		["with repairs", {}, 0, true],
	])("is what the stacks set aside, %s", (_, deploy, inside = 0, remediation = false) => {
		const sync = deploy.securityHub === true || deploy.securityLake !== undefined;
		expect(reservedConcurrency(deploy, inside, remediation)).toBe(
			ofStacks({
				concurrency: deploy.concurrency ?? 40,
				slackActions: deploy.slackActions !== undefined,
				sync,
				inside,
				rotation: deploy.rotation?.enabled === true,
				remediation,
			}),
		);
	});

	const needed = reservedConcurrency({});
	const limits = (limit: number, free: number) => ({
		"lambda:GetAccountSettings": { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } },
	});
	it.each<[string, Readonly<Record<string, Answer>>, boolean, Check["status"], RegExp]>([
		["just enough", limits(needed + 100, needed + 100), false, "ok", /of \d+ executions/],
		["one too few in all", limits(needed + 99, needed + 99), false, "failed", /has \d+ in all/],
		["one too few that others have not set aside", limits(1000, needed + 99), false, "failed", /other functions/],
		["what this deployment has set aside itself", limits(1000, 100), true, "ok", /of 1000/],
		["a new account with ten", limits(10, 10), false, "failed", /10 in all/],
		[
			"no word of AWS",
			{ "lambda:GetAccountSettings": fails("denied"), "servicequotas:GetServiceQuota": fails("denied") },
			false,
			"unknown",
			/GetAccountSettings/,
		],
		["half an answer", { "lambda:GetAccountSettings": { AccountLimit: {} } }, false, "unknown", /lacks the limits/],
		[
			"a quota alone that is high enough",
			{ "lambda:GetAccountSettings": fails("denied"), "servicequotas:GetServiceQuota": { Quota: { Value: 1000 } } },
			false,
			"warning",
			/could not be asked/,
		],
		[
			"a quota alone that is too low",
			{ "lambda:GetAccountSettings": fails("denied"), "servicequotas:GetServiceQuota": { Quota: { Value: 10 } } },
			false,
			"failed",
			/10 in all/,
		],
	])("of %s", async (_, answers, deployed, status, detail) => {
		const check = await checkConcurrency(accessWith(answers), { deploy: {}, databases: [], kubernetes: { clusters: [] } }, deployed);
		expect(check).toMatchObject({ status, detail: expect.stringMatching(detail) });
		if (status === "failed") expect(check.advice).toMatch(/--desired-value \d{3,}/);
	});
});

describe("the rights of whoever deploys", () => {
	const session = "arn:aws:sts::111122223333:assumed-role/Deployer/me";
	const role = "arn:aws:iam::111122223333:role/ci/Deployer";
	const decided = (decision: (action: string) => string) => (input: Record<string, unknown>) => ({
		EvaluationResults: (input.ActionNames as string[]).map((EvalActionName) => ({
			EvalActionName,
			EvalDecision: decision(EvalActionName),
		})),
	});

	it("are asked of IAM for the role behind the session, with its path", async () => {
		const caller = fakeCaller({ "iam:GetRole": { Role: { Arn: role } }, "iam:SimulatePrincipalPolicy": decided(() => "allowed") });
		const check = await checkRights({ ...accessWith({}), caller: () => caller }, session);
		expect(check.status).toBe("ok");
		expect(caller.calls.at(-1)?.input.PolicySourceArn).toBe(role);
	});

	it.each<[string, string, Readonly<Record<string, Answer>>, Check["status"], RegExp]>([
		[
			"one action is denied",
			session,
			{
				"iam:GetRole": { Role: { Arn: role } },
				"iam:SimulatePrincipalPolicy": decided((action) => (action === "kms:CreateKey" ? "implicitDeny" : "allowed")),
			},
			"failed",
			/denies .*Deployer 1 of/,
		],
		[
			"IAM may not be asked",
			session,
			{ "iam:GetRole": { Role: { Arn: role } }, "iam:SimulatePrincipalPolicy": fails("denied") },
			"unknown",
			/SimulatePrincipalPolicy/,
		],
		["the role cannot be found", session, { "iam:GetRole": fails("notFound") }, "unknown", /GetRole/],
		[
			"IAM answers for some only",
			"arn:aws:iam::111122223333:user/me",
			{ "iam:SimulatePrincipalPolicy": { EvaluationResults: [] } },
			"unknown",
			/did not answer for/,
		],
		["it is nobody that IAM knows", "arn:aws:sts::111122223333:federated-user/me", {}, "unknown", /cannot be asked/],
		["it is the root user", "arn:aws:iam::111122223333:root", {}, "ok", /root/],
	])("are %s", async (_, arn, answers, status, detail) => {
		expect(await checkRights(accessWith(answers), arn)).toMatchObject({ status, detail: expect.stringMatching(detail) });
	});

	it("are about services by the names that IAM knows", () => {
		for (const action of deployActions) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z]+$/);
		expect(new Set(deployActions).size).toBe(deployActions.length);
	});
});

describe("the accounts to scan", () => {
	const keys = { Credentials: { AccessKeyId: "A", SecretAccessKey: "s", SessionToken: "t" } };
	const config = (access: Partial<AppConfig["access"]>) => ({
		access: { roles: [], allRegions: true, ...access } as unknown as AppConfig["access"],
	});
	const members = config({ organization: { roleName: "parapet-scanner", externalId: "secret-word", exclude: [] } });
	const organization = {
		"sts:GetCallerIdentity": { Account: "111122223333", Arn: "arn:aws:iam::111122223333:user/me" },
		"organizations:ListAccounts": {
			Accounts: ["111122223333", "222233334444", "333344445555"].map((Id) => ({ Id, Status: "ACTIVE" })),
		},
	};
	const check = (answers: Readonly<Record<string, Answer>>, of = members) => {
		const caller = fakeCaller(answers);
		return checkMembers(
			{
				...accessWith(answers),
				caller: () => caller,
				callerFor: () => caller,
				credentials: async () => ({ accessKeyId: "A", secretAccessKey: "s" }),
			},
			of,
		);
	};
	const entered = (input: Record<string, unknown>) => (input.ExternalId === "secret-word" ? keys : fails("denied"));

	it("are all right when each can be entered and read", async () => {
		expect(await check({ ...organization, "sts:AssumeRole": entered, "rds:DescribeDBInstances": { DBInstances: [] } })).toEqual([
			expect.objectContaining({ status: "ok", detail: expect.stringContaining("3 accounts") }),
		]);
	});

	it("are unknown, and not ok, when the door is closed to whoever deploys", async () => {
		const [only, ...rest] = await check({ ...organization, "sts:AssumeRole": fails("denied") });
		expect(rest).toEqual([]);
		expect(only).toMatchObject({
			status: "unknown",
			detail: expect.stringContaining("2 of 3 accounts"),
			items: [expect.stringContaining("222233334444"), expect.anything()],
		});
	});

	it("fail when one can be entered and not read", async () => {
		const [only] = await check({ ...organization, "sts:AssumeRole": entered, "rds:DescribeDBInstances": fails("denied") });
		expect(only).toMatchObject({ status: "failed", detail: expect.stringContaining("2 of 3 accounts can be entered and not be read") });
	});

	it("fail when they could not be tried", async () => {
		const [only] = await check({ ...organization, "sts:AssumeRole": fails("throttled") });
		expect(only?.status).toBe("failed");
	});

	it("are warned of when their role lets in whoever does not know the ExternalId", async () => {
		const checks = await check({ ...organization, "sts:AssumeRole": keys, "rds:DescribeDBInstances": { DBInstances: [] } });
		expect(checks.map(({ status }) => status)).toEqual(["ok", "warning"]);
		expect(checks[1]?.items).toEqual(["arn:aws:iam::222233334444:role/parapet-scanner", "arn:aws:iam::333344445555:role/parapet-scanner"]);
	});

	it("are unknown when the organization may not be listed", async () => {
		const [only] = await check({ ...organization, "organizations:ListAccounts": fails("denied") });
		expect(only).toMatchObject({ status: "unknown", advice: expect.stringContaining("delegated administrator") });
	});

	it("are this one alone without roles", async () => {
		expect(await check(organization, config({}))).toEqual([
			expect.objectContaining({ status: "ok", detail: expect.stringContaining("Only this account") }),
		]);
	});
});

describe("what the configuration counts on", () => {
	const network = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] };
	const subnets = (...places: [string, string][]) => ({
		Subnets: places.map(([VpcId, AvailabilityZone]) => ({ VpcId, AvailabilityZone })),
	});
	it.each<[string, DeployConfig, Readonly<Record<string, Answer>>, Check["status"][]]>([
		["nothing", {}, {}, []],
		["Security Hub that is there", { securityHub: true }, { "securityhub:DescribeHub": { HubArn: "arn" } }, ["ok"]],
		[
			"Security Hub that is not",
			{ securityHub: true },
			{ "securityhub:DescribeHub": fails("denied", "InvalidAccessException: Account is not subscribed to AWS Security Hub") },
			["failed"],
		],
		[
			"Security Hub of which nobody says anything",
			{ securityHub: true },
			{ "securityhub:DescribeHub": fails("denied", "AccessDeniedException: no") },
			["unknown"],
		],
		[
			"a lake whose bucket is not there",
			{ securityLake: { bucket: "lake", source: "s" } },
			{ "s3:HeadBucket": fails("notFound") },
			["failed"],
		],
		["a lake by a role", { securityLake: { bucket: "lake", source: "s", roleArn: "arn:aws:iam::111122223333:role/x" } }, {}, []],
		["mail", { emails: ["a@example.com"] }, {}, ["ok"]],
		[
			"a network in two zones",
			{ network },
			{
				"ec2:DescribeSubnets": subnets(["vpc-1", "a"], ["vpc-1", "b"]),
				"ec2:DescribeSecurityGroups": { SecurityGroups: [{ VpcId: "vpc-1" }] },
			},
			["ok"],
		],
		[
			"a network in one zone",
			{ network },
			{ "ec2:DescribeSubnets": subnets(["vpc-1", "a"]), "ec2:DescribeSecurityGroups": { SecurityGroups: [{ VpcId: "vpc-1" }] } },
			["warning"],
		],
		[
			"subnets of two networks",
			{ network },
			{
				"ec2:DescribeSubnets": subnets(["vpc-1", "a"], ["vpc-2", "b"]),
				"ec2:DescribeSecurityGroups": { SecurityGroups: [{ VpcId: "vpc-1" }] },
			},
			["failed"],
		],
		[
			"a network that is not there",
			{ network },
			{ "ec2:DescribeSubnets": fails("notFound"), "ec2:DescribeSecurityGroups": { SecurityGroups: [] } },
			["failed"],
		],
	])("is looked at: %s", async (_, deploy, answers, expected) => {
		expect((await checkSurroundings(accessWith(answers), deploy)).map(({ status }) => status)).toEqual(expected);
	});
});
