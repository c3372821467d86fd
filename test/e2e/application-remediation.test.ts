import { createHmac } from "node:crypto";
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, type ModifyDBInstanceMessage, RDSClient } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../../shared/remediations/engine/attempt.ts";
import { toldOfModify } from "../support/application/cloud-trail.ts";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { worldOf } from "../support/application/world.ts";
import { temporaryDirectory } from "../support/command.ts";
import type { Json, Posted } from "../support/slack.ts";

// Remediation as it is deployed: an event, the look at what changed, the wish, the queue, the bundle of remediate with the role of its family in the account, and
// the thread in Slack. Policies are in force.

let deployed: Deployed;
let world: ReturnType<typeof worldOf>;
const [first, second] = place.members;
const [home, abroad] = place.regions;
const signing = "xoxb-test-token";

beforeAll(async () => {
	deployed = await deployApplication(temporaryDirectory(), {
		config: (secret) => ({
			remediation: {
				rules: [
					{ actions: ["rds-instance-private"], mode: "auto" },
					{ actions: ["rds-instance-deletion-protection"], mode: "approve" },
				],
				mode: "off",
				allow: [{ accounts: [first], regions: [home] }],
				approvers: ["U0USER01"],
				budget: { perHour: 100, share: 1 },
			},
			deploy: { eventAccounts: place.members, slackActions: { signingSecret: { secret } } },
		}),
	});
	world = worldOf(deployed);
	for (const [account, region] of [
		[first, home],
		[first, abroad],
		[second, home],
	] as const) {
		await world.prepare(account, region);
		await world.create(account, region, "orders", true);
		await modify(account, region, { DeletionProtection: true, PubliclyAccessible: false });
	}
	await world.scan();
}, 300_000);
afterAll(() => deployed?.stop());
beforeEach(async () => {
	deployed.application.host.forget();
	await deployed.application.pass(20);
	await deployed.application.settled();
	await deployed.emulator.forgetDenied();
});

async function rds<T>(account: string, region: string, call: (client: RDSClient) => Promise<T>): Promise<T> {
	const client = new RDSClient(deployed.member(account, region));
	try {
		return await call(client);
	} finally {
		client.destroy();
	}
}

const modify = (account: string, region: string, change: Omit<ModifyDBInstanceMessage, "DBInstanceIdentifier">) =>
	rds(account, region, (client) => client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: "orders", ...change })));
const describeOrders = (account: string, region: string) =>
	rds(account, region, async (client) => {
		const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: "orders" }));
		return DBInstances[0];
	});

/** Tells of a change as CloudTrail does, and waits for what it leads to. */
async function told(account: string, region: string, id: string): Promise<void> {
	await toldOfModify(deployed, { account, region }, "orders", id);
	await deployed.application.settled();
}

/** Lets messages that were put off come, until nothing is left of them. */
async function passing(): Promise<void> {
	for (let round = 0; round < 4; round++) {
		await deployed.application.pass(2);
		await deployed.application.settled();
	}
}

const attempts = async (): Promise<Attempt[]> =>
	Promise.all(
		(await world.keys("state", "repairs/v1/attempts/v1/")).map(
			async (key) => JSON.parse((await world.body("state", key)).toString()) as Attempt,
		),
	);
const rootOf = (words: string): Posted | undefined =>
	deployed.slack.roots().findLast(({ payload }) => JSON.stringify(payload).includes(words));
const threadOf = (words: string): string[] => deployed.slack.replies(rootOf(words)?.ts ?? "").map(({ text }) => text);
const errors = (): string =>
	deployed.application.host
		.logs()
		.filter((line) => /"level":"(?:ERROR|WARN)"|"parapet-remediate"/.test(line))
		.slice(-15)
		.join("\n");

const buttonsIn = (message: Posted | undefined): Json[] =>
	((message?.payload.blocks ?? []) as Json[]).filter(({ type }) => type === "actions").flatMap(({ elements }) => elements as Json[]);

async function press(message: Posted | undefined, action: string, user: string): Promise<number> {
	const button = buttonsIn(message).find(({ action_id }) => action_id === action);
	const payload = {
		type: "block_actions",
		user: { id: user, username: "jane" },
		trigger_id: "1.2.abc",
		response_url: "https://hooks.slack.com/actions/none",
		container: { type: "message", channel_id: message?.channel, message_ts: message?.ts },
		actions: [button],
	};
	const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
	const timestamp = String(Math.floor(deployed.application.host.now() / 1000));
	const { status } = await fetch(deployed.application.property("SlackActionsUrl", "functionUrl"), {
		method: "POST",
		headers: {
			"content-type": "application/x-www-form-urlencoded",
			"x-slack-request-timestamp": timestamp,
			"x-slack-signature": `v0=${createHmac("sha256", signing).update(`v0:${timestamp}:${body}`).digest("hex")}`,
		},
		body,
	});
	await deployed.application.settled();
	return status;
}

describe("an instance that becomes public", () => {
	it("is private again, and the thread of its incident says so", async () => {
		await modify(first, home, { PubliclyAccessible: true });
		await told(first, home, "e-public");
		await passing();
		expect((await describeOrders(first, home))?.PubliclyAccessible, errors()).toBe(false);
		expect(threadOf("public")[0], errors()).toMatch(/^:white_check_mark: Repaired: .*orders/);
		// CloudTrail tells of the repair too, which changes nothing more and closes the incident.
		await told(first, home, "e-private");
		await passing();
		expect(threadOf("public").at(-1)).toMatch(/resolved/i);
		const [attempt] = await attempts();
		expect(attempt).toMatchObject({
			action: "rds-instance-private",
			phase: "succeeded",
			target: { account: first, region: home, name: "orders" },
			request: { source: "finding", by: "Parapet" },
			before: { publiclyAccessible: true },
			after: { publiclyAccessible: false },
		});
		expect(attempt?.made).toHaveLength(1);
		expect((await world.keys("evidence", `repairs/v1/${first}/${home}/`)).map((key) => key.replace(/^.*-/, ""))).toEqual([
			"applying.json",
			"succeeded.json",
		]);
		expect((await world.latest(`${first}.${home}`)).repairs).toMatchObject([
			{ attempt: attempt?.id, action: "rds-instance-private", phase: "succeeded", requestIds: [expect.any(String)] },
		]);
		expect(await deployed.emulator.denied()).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});

	it.each([
		["region", first, abroad],
		["account", second, home],
	])("outside the %s that is allowed stays as it is", async (_, account, region) => {
		const before = (await attempts()).length;
		await modify(account, region, { PubliclyAccessible: true });
		await told(account, region, `e-${account}-${region}`);
		await passing();
		expect((await describeOrders(account, region))?.PubliclyAccessible).toBe(true);
		for (const { made } of (await attempts()).slice(before)) expect(made).toEqual([]);
		await modify(account, region, { PubliclyAccessible: false });
		await told(account, region, `e-${account}-${region}-again`);
		await passing();
	});
});

describe("a repair that wants approval", () => {
	it("waits for one of those who may, and is made then and only then", async () => {
		await modify(first, home, { DeletionProtection: false });
		await told(first, home, "e-unprotected");
		await passing();
		const root = rootOf("eletion protection");
		const asks = deployed.slack.replies(root?.ts ?? "").at(-1);
		expect(asks?.text, errors()).toMatch(/^:raised_hand: A repair waits for approval/);
		expect(buttonsIn(asks).map(({ action_id }) => action_id)).toEqual(["parapet_approve", "parapet_reject"]);

		expect(await press(asks, "parapet_approve", "U0OTHER1")).toBe(200);
		await passing();
		expect((await describeOrders(first, home))?.DeletionProtection).toBe(false);

		expect(await press(asks, "parapet_approve", "U0USER01")).toBe(200);
		await passing();
		expect((await describeOrders(first, home))?.DeletionProtection, errors()).toBe(true);
		const last = deployed.slack.replies(root?.ts ?? "").at(-1);
		expect(last?.text).toMatch(/^:white_check_mark: Repaired/);
		expect(JSON.stringify(last?.payload)).toContain("<@U0USER01>");
		expect((await attempts()).find(({ action }) => action === "rds-instance-deletion-protection")).toMatchObject({
			phase: "succeeded",
			approval: { by: "U0USER01" },
		});
		expect(await deployed.emulator.denied()).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});
});
