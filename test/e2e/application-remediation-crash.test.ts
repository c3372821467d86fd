import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Attempt } from "../../shared/remediations/engine/attempt.ts";
import { toldOfModify } from "../support/application/cloud-trail.ts";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { alertsIn, worldOf } from "../support/application/world.ts";
import { temporaryDirectory } from "../support/command.ts";

// Repairs whose process is killed after each of its effects in turn, which is before the next, while every message comes twice and out of order.

let deployed: Deployed;
let world: ReturnType<typeof worldOf>;
let client: RDSClient;
const [account] = place.members;
const [region] = place.regions;
const perHour = 5;
const databases = Array.from({ length: 30 }, (_, index) => `db-${String(index + 1).padStart(2, "0")}`);

beforeAll(async () => {
	deployed = await deployApplication(temporaryDirectory(), {
		config: {
			accounts: [{ roleArn: `arn:aws:iam::${account}:role/parapet-scanner`, externalId: place.externalId }],
			regions: [region],
			services: ["rds"],
			// Hours pass, and nobody makes backups.
			rules: { "rds-instance-restorable": { enabled: false } },
			remediation: {
				rules: [{ actions: ["rds-instance-private"], mode: "auto" }],
				mode: "off",
				allow: [{ accounts: [account], regions: [region] }],
				budget: { perHour, share: 1 },
			},
		},
	});
	world = worldOf(deployed);
	client = new RDSClient(deployed.member(account, region));
	await world.prepare(account, region);
	for (const name of databases) await world.create(account, region, name, true);
	for (const name of databases) await modify(name, false);
	await world.scan();
	// What events tell of must be later than what was read.
	await deployed.application.pass(20);
	deployed.application.pollers.disturb({ twice: true, shuffle: true });
}, 300_000);
afterAll(async () => {
	client?.destroy();
	await deployed?.stop();
});

const modify = (DBInstanceIdentifier: string, PubliclyAccessible: boolean) =>
	client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, PubliclyAccessible }));

async function publicOnes(): Promise<string[]> {
	const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({}));
	return DBInstances.filter(({ PubliclyAccessible }) => PubliclyAccessible).map(({ DBInstanceIdentifier = "" }) => DBInstanceIdentifier);
}

const told = (name: string) => toldOfModify(deployed, { account, region }, name, `e-${name}-${deployed.application.host.now()}`);

async function attempts(): Promise<Attempt[]> {
	const keys = await world.keys("state", "repairs/v1/attempts/v1/");
	return Promise.all(keys.map(async (key) => JSON.parse((await world.body("state", key)).toString()) as Attempt));
}

/** Is anything of repairs or of what is to be told under way? */
const underWay = async (): Promise<boolean> =>
	(
		await Promise.all(
			["repairs/v1/inbox/", "repairs/v1/open/", ...["inbox", "plans", "batches", "outbox"].map((part) => `alerts/v1/${part}/`)].map(
				(prefix) => world.keys("state", prefix),
			),
		)
	).flat().length > 0;

/** Lets minutes pass until this holds and nothing is under way; a lease of somebody who was killed lasts five. */
async function untilDone(holds: () => Promise<boolean>): Promise<void> {
	const { application } = deployed;
	await application.settled();
	for (let round = 0; round < 8 && (!(await holds()) || (await underWay())); round++) {
		await application.pass(round < 2 ? 2 : 6);
		await application.settled();
		if (round < 2) continue;
		// What nobody takes up any more, the schedules do.
		await application.tick("repairs");
		await application.tick("notify");
		await application.settled();
	}
}

const invocations = () => deployed.application.host.invocations(deployed.application.functionOf("remediate"));
const effectsIn = ({ calls }: ReturnType<typeof invocations>[number]) => calls.filter(({ effect, status }) => effect && status < 500);
const modifications = () => invocations().flatMap(({ calls }) => calls.filter(({ text }) => text === "rds ModifyDBInstance"));

describe("a repair", () => {
	/** What there is of an instance once it was made public and everything is over. */
	async function repaired(name: string) {
		const { application, emulator } = deployed;
		await modify(name, true);
		await emulator.forgetCalls();
		await told(name);
		await untilDone(async () => (await publicOnes()).length === 0);
		const own = (await attempts()).filter(({ target }) => target.name === name);
		const records = await Promise.all(own.map(({ id }) => world.keys("evidence", `repairs/v1/${account}/${region}/${id}/`)));
		const root = deployed.slack.roots().findLast(({ payload }) => JSON.stringify(payload).includes(name));
		const found = {
			public: await publicOnes(),
			phases: own.map(({ phase, made }) => `${phase} ${made.filter(({ problem }) => problem === undefined).length}`),
			records: records.flat().map((key) => key.replace(/^.*-/, "")),
			replies: deployed.slack
				.replies(root?.ts ?? "")
				.filter(({ text }) => text.includes("Repaired"))
				.map(({ text }) => text.replaceAll(name, "X")),
			made: modifications().map(({ status }) => status),
			seen: (await emulator.calls()).counts["rds:ModifyDBInstance"],
			left: await underWay(),
		};
		// The next one has an hour of its own.
		await application.pass(61);
		return found;
	}

	it("comes to the same wherever it is killed: one call, one record of each kind, one reply", async () => {
		const { host, functionOf } = deployed.application;
		const remediate = functionOf("remediate");
		const names = [...databases];
		host.forget();
		const expected = await repaired(names.shift() ?? "");
		expect(expected, host.logs(remediate).slice(-25).join("\n")).toMatchObject({
			public: [],
			phases: ["succeeded 1"],
			records: ["applying.json", "succeeded.json"],
			replies: [expect.stringMatching(/^:white_check_mark: Repaired: /)],
			made: [200],
			seen: 1,
			left: false,
		});
		let effects = 1;
		for (const name of names) {
			host.forget();
			const crash = host.crashAfter(remediate, effects, "wish-");
			const found = await repaired(name);
			expect(found, `${effects} ${host.logs(remediate).slice(-15).join("\n")}`).toEqual(expected);
			if (crash.happened()) effects++;
			else if (Math.max(...invocations().map((each) => effectsIn(each).length)) < effects) break;
		}
		expect(deployed.slack.problems).toEqual([]);
		expect(await deployed.emulator.denied()).toEqual([]);
	}, 600_000);
});

describe("fifteen instances that become public at once", () => {
	const crowd = databases.slice(0, 15);

	it("are repaired five an hour, and one alert an hour says that others wait", async () => {
		const { application, emulator } = deployed;
		/** Goes to the beginning of the next hour by the clock of functions. */
		const nextHour = async () => application.pass(61 - new Date(application.host.now()).getUTCMinutes());
		/** Names of what told people of the budget, each once: machines may hear a message twice, by its id. */
		const deferrals = async () =>
			new Set(
				alertsIn(await deployed.heard())
					.filter(({ title }) => title.includes("budget of the hour"))
					.map(({ id }) => id),
			).size;
		await nextHour();
		await application.settled(120);
		await deployed.heard();
		application.host.forget();
		await emulator.forgetCalls();
		const before = deployed.slack.messages.length;
		for (const name of crowd) await modify(name, true);
		const mine = (await emulator.calls()).counts["rds:ModifyDBInstance"] ?? 0;
		await Promise.all(crowd.map(told));
		await application.settled(120);
		for (let hour = 1; hour * perHour <= crowd.length; hour++) {
			for (let round = 0; round < (hour === 1 ? 4 : 2); round++) {
				await application.pass(6);
				await application.tick("repairs");
				await application.tick("notify");
				await application.settled(120);
			}
			const left = crowd.length - hour * perHour;
			const log = () => application.host.logs(application.functionOf("remediate")).slice(-20).join("\n");
			expect((await publicOnes()).length, `${hour} ${log()}`).toBe(left);
			expect((await emulator.calls()).counts["rds:ModifyDBInstance"]).toBe(mine + hour * perHour);
			expect(await deferrals(), `${hour}`).toBe(left > 0 ? 1 : 0);
			expect((await attempts()).filter(({ phase }) => phase === "scheduled").length).toBe(left);
			await nextHour();
			await application.settled(120);
		}
		const said = deployed.slack.messages.slice(before).filter(({ text }) => text.includes("budget of the hour"));
		expect(said.map(({ thread }) => thread)).toEqual(Array.from({ length: crowd.length / perHour - 1 }, () => undefined));
		expect(deployed.slack.problems).toEqual([]);
		expect(await emulator.denied()).toEqual([]);
	}, 600_000);
});
