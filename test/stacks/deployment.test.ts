import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deploymentParameter } from "../../shared/runtime/app/deployed.ts";
import { type DeploymentInput, readDeployment } from "../../shared/runtime/app/deployment.ts";
import { deploymentOf, eventAccounts, logRetention, subjectsOf } from "../../stacks/deployment.ts";
import { functionTable, reservedConcurrency } from "../../stacks/function-table.ts";
import { namesOf } from "../../stacks/names.ts";
import type { StackInput } from "../../stacks/resolved.ts";
import { windowOf } from "../../stacks/schedule-facts.ts";

const place = { partition: "aws", account: "123456789012", region: "eu-central-1", stage: "prod" };
const people = { emails: ["db@example.com"] };

async function read(config: object): Promise<DeploymentInput> {
	const folder = await mkdtemp(join(tmpdir(), "parapet-deployment-"));
	await writeFile(join(folder, "parapet.config.json"), JSON.stringify(config));
	return readDeployment(folder);
}

const problems = async (config: object): Promise<readonly string[]> => {
	const error = await read(config).then(
		() => undefined,
		(cause: { problems: readonly string[] }) => cause,
	);
	return error?.problems ?? [];
};

const deploymentFrom = async (config: object) => {
	// What is read is what the stacks take it for.
	const input: StackInput = await read(config);
	return deploymentOf(input.config, place);
};

describe("reading a configuration for a deployment", () => {
	it("says that there is none, and where to find one to begin with", async () => {
		await expect(readDeployment(await mkdtemp(join(tmpdir(), "parapet-deployment-")))).rejects.toThrow(
			/^There is no configuration in .*docs\/deploy\.md/,
		);
	});

	it("lists all mistakes at once with their paths", async () => {
		expect(await problems({ deploy: { concurrency: 0, schedule: "every day", emails: ["nobody"] }, regions: ["frankfurt"] })).toEqual([
			expect.stringMatching(/^regions\[0\]: /),
			expect.stringMatching(/^deploy\.schedule: /),
			expect.stringMatching(/^deploy\.concurrency: /),
			expect.stringMatching(/^deploy\.emails\[0\]: /),
		]);
	});

	it("asks for an externalId wherever a role is assumed", async () => {
		const roleArn = "arn:aws:iam::111122223333:role/r";
		expect(await problems({ accounts: [{ roleArn, externalId: "x1" }, { roleArn }], deploy: people })).toEqual([
			expect.stringMatching(/^accounts\[1\]\.externalId: must be there/),
		]);
		expect(await problems({ organization: { roleName: "r" }, deploy: { ...people, events: false } })).toEqual([
			expect.stringMatching(/^organization\.externalId: /),
		]);
	});

	it("asks whose events the bus takes when a whole organization is scanned", async () => {
		const organization = { roleName: "r", externalId: "x1" };
		expect(await problems({ organization, deploy: people })).toEqual([expect.stringMatching(/^deploy\.organizationId: /)]);
		expect(await problems({ organization, deploy: { ...people, organizationId: "o-abcdefghij" } })).toEqual([]);
	});

	it("does not deploy what tells nobody", async () => {
		expect(await problems({})).toEqual([expect.stringMatching(/^alerts: nobody would be told/)]);
		for (const deploy of [people, { securityHub: true }, { securityLake: { bucket: "lake", source: "parapet" } }])
			expect(await problems({ deploy })).toEqual([]);
	});

	it("does not deploy buttons that no message can have", async () => {
		const signingSecret = { secret: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:slack-AbCdEf" };
		expect(await problems({ deploy: { ...people, slackActions: { signingSecret } } })).toEqual([
			expect.stringMatching(/^deploy\.slackActions: /),
		]);
	});
});

describe("a deployment", () => {
	it("has the functions and queues that the configuration asks for", async () => {
		const least = await deploymentFrom({ deploy: people });
		expect(least.functions).not.toContain("slack-actions");
		expect(least.functions).not.toContain("sync-findings");
		expect(least.queues).toEqual(["changes", "notify"]);
		const hub = await deploymentFrom({ deploy: { securityHub: true } });
		expect(hub.functions).toContain("sync-findings");
		expect([least, hub].filter(({ functions }) => functions.includes("scan-inside"))).toEqual([]);
		for (const more of [
			{ databases: [{ secretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf" }] },
			{ kubernetes: { clusters: ["arn:aws:eks:eu-central-1:123456789012:cluster/shop"] } },
		])
			expect((await deploymentFrom({ ...more, deploy: people })).functions).toContain("scan-inside");
		expect(hub.queues).toEqual(["changes", "notify", "sync"]);
	});

	it("grants what the configuration names, and nothing else", async () => {
		const alert = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";
		const database = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";
		const topicArn = "arn:aws:sns:eu-central-1:123456789012:mine";
		const deployment = await deploymentFrom({
			organization: { roleName: "parapet-scanner", externalId: "x1" },
			databases: [{ secretArn: database }, { url: "postgres://reader@db.example.com/postgres?auth=iam&region=eu-central-1" }],
			alerts: { targets: { chat: { type: "teams", webhook: { secret: alert } }, mine: { type: "sns", topicArn } } },
			deploy: { organizationId: "o-abcdefghij" },
		});
		expect(subjectsOf(deployment, "arn:aws:kms:eu-central-1:123456789012:key/1")).toMatchObject({
			features: new Set(["organization", "databases"]),
			memberRoles: ["arn:aws:iam::*:role/parapet-scanner"],
			alertSecrets: [alert],
			databaseSecrets: [database],
			databaseUsers: ["reader"],
			alertTopics: [topicArn],
			lake: undefined,
		});
	});

	it("gives the function that anybody can call the secrets of Slack's buttons alone, and nobody else the signing secret", async () => {
		const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
		const deployment = await deploymentFrom({
			alerts: {
				targets: {
					chat: { type: "slack", channel: "C0123ABCD", token: { secret: secret("bot") } },
					hook: { type: "slack", webhook: { secret: secret("hook") } },
					pager: { type: "pagerduty", routingKey: { secret: secret("pager") } },
				},
			},
			deploy: { slackActions: { signingSecret: { secret: secret("signing") } } },
		});
		expect(subjectsOf(deployment, "")).toMatchObject({
			alertSecrets: [secret("bot"), secret("hook"), secret("pager")],
			slackSecrets: [secret("signing"), secret("bot")],
		});
		const granted = functionTable["slack-actions"].grants.flatMap(({ on }) => on.filter((target) => target.startsWith("secrets:")));
		expect(granted).toEqual(["secrets:slack"]);
	});

	it("names the role of accounts in an organization as the configuration writes it", async () => {
		const rolesOf = async (roleName: string) =>
			subjectsOf(await deploymentFrom({ organization: { roleName, externalId: "x1" }, deploy: { ...people, events: false } }), "")
				.memberRoles;
		expect(await rolesOf("/security/scanner")).toEqual(["arn:aws:iam::*:role/security/scanner"]);
		expect(await rolesOf("arn:aws:iam::{account}:role/scanner")).toEqual(["arn:aws:iam::*:role/scanner"]);
	});

	it("takes events of the accounts that it scans and of those that are named, and its own need no leave", async () => {
		const roles = ["111122223333", "123456789012"].map((account) => ({ roleArn: `arn:aws:iam::${account}:role/r`, externalId: "x1" }));
		expect(
			eventAccounts(await deploymentFrom({ accounts: roles, deploy: { ...people, eventAccounts: ["444455556666", "111122223333"] } })),
		).toEqual(["111122223333", "444455556666"]);
	});

	it("keeps logs at least as long as asked, in the steps of CloudWatch Logs", () => {
		expect([1, 2, 90, 91, 400, 4000].map(logRetention)).toEqual([1, 3, 90, 120, 400, 3653]);
	});

	it("sets aside executions for what it runs", () => {
		const least = { concurrency: 10, slackActions: false, sync: false, inside: 0 };
		expect(reservedConcurrency({ ...least, concurrency: 11 }) - reservedConcurrency(least)).toBe(2);
		expect(reservedConcurrency({ ...least, slackActions: true, sync: true }) - reservedConcurrency(least)).toBe(7);
		// What is read from inside: one for each at most, and no more than scopes at a time.
		for (const [inside, more] of [
			[1, 1],
			[9, 9],
			[11, 10],
		] as const)
			expect(reservedConcurrency({ ...least, inside }) - reservedConcurrency(least)).toBe(more);
		// The default deployment leaves most of an account's 1,000 to others.
		expect(reservedConcurrency({ concurrency: 40, slackActions: true, sync: true, inside: 0 })).toBeLessThan(150);
	});

	it("names its parameter as the check looks for it", () => {
		expect(namesOf(place).parameter).toBe(deploymentParameter("prod"));
	});

	it.each(["Prod", "a".repeat(17), "9lives", "a_b", ""])("refuses the stage %j, which no bucket's name can hold", (stage) => {
		expect(() => namesOf({ ...place, stage })).toThrow("stage");
	});

	it("gives a scan a window to begin in that is short beside its period", () => {
		expect(
			["rate(12 hours)", "rate(1 day)", "cron(0 3 * * ? *)", "rate(1 hour)", "rate(30 minutes)", "rate(5 minutes)"].map(windowOf),
		).toEqual([15, 15, 15, 5, 2, 0]);
	});
});
