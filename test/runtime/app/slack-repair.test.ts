import { describe, expect, it } from "vitest";
import { RepairDecision } from "../../../shared/runtime/app/repair-decisions.ts";
import { decideRepair, isRepairAction } from "../../../shared/runtime/app/slack-repair.ts";
import type { ObjectStore } from "../../../shared/sinks/s3/store.ts";
import { repairActionIds, writeRepairValue } from "../../../shared/sinks/slack/actions.ts";
import { memoryStore } from "../../support/object-store.ts";
import { slackWorkspace } from "../../support/slack.ts";

const hash = "0123456789abcdef".repeat(4);
const attempt = "20261124t120000-0a1b2c3d";
const value = writeRepairValue({ target: "security", attempt, hash });

function world(change: { approvers?: readonly string[] | undefined; state?: ObjectStore } = {}) {
	const told: string[] = [];
	const workspace = slackWorkspace({});
	const state = memoryStore("state");
	const log = () => {};
	const press = (action: string, user = "U0USER01", text = value) =>
		decideRepair(
			{
				type: "block_actions",
				user: { id: user, username: "jane\u202e <!here>", team_id: "T1" },
				response_url: "https://hooks.slack.com/actions/T1/2/x",
				container: { channel_id: "C0000001", message_ts: "1.000001" },
				actions: [],
			},
			{ action_id: action, value: text },
			{
				repairApprovers: "approvers" in change ? change.approvers : ["U0USER01", "U0USER02"],
				state: change.state ?? state,
				bot: async () => ({ token: "xoxb-test-token" }),
				http: async (request) => {
					told.push(String(request.body));
					return workspace.http(request);
				},
				log: { debug: log, info: log, warn: log, error: log },
				now: () => Date.parse("2026-11-24T12:00:00Z"),
			},
		);
	const kept = async () => {
		const listed = await state.list("");
		return Promise.all(
			listed.map(async ({ key }) => RepairDecision.parse(JSON.parse(Buffer.from((await state.get(key))?.body ?? []).toString()))),
		);
	};
	return { press, told, kept };
}

describe("a click on a plan", () => {
	it.each([
		[repairActionIds.approve, true],
		[repairActionIds.reject, false],
	])("%s is kept with who, when and for which plan", async (action, approve) => {
		const { press, kept, told } = world();
		expect(await press(action)).toEqual({ statusCode: 200, body: "" });
		expect(await kept()).toEqual([
			{
				schema: "parapet.repair-decision/1",
				attempt,
				hash,
				approve,
				at: "2026-11-24T12:00:00.000Z",
				by: { id: "U0USER01", name: expect.stringContaining("jane"), team: "T1" },
				target: "security",
				channel: "C0000001",
				message: "1.000001",
			},
		]);
		expect(told.join()).toContain(approve ? "Approved" : "Rejected");
	});

	it("decides once: whoever comes later is told so", async () => {
		const { press, kept, told } = world();
		await press(repairActionIds.reject);
		await press(repairActionIds.approve, "U0USER02");
		expect(await kept()).toMatchObject([{ approve: false, by: { id: "U0USER01" } }]);
		expect(told.at(-1)).toContain("already");
	});

	it.each([
		["who is none of the approvers", ["U0OTHER1"]],
		["when nobody is named", undefined],
		["when the list is empty", []],
	])("decides nothing %s", async (_, approvers) => {
		const { press, kept, told } = world({ approvers });
		await press(repairActionIds.approve);
		expect(await kept()).toEqual([]);
		expect(told.join()).toContain("remediation.approvers");
	});

	it("decides nothing with a value that is none", async () => {
		const { press, kept } = world();
		await press(repairActionIds.approve, "U0USER01", "security x");
		expect(await kept()).toEqual([]);
	});

	it("says so when the decision cannot be kept", async () => {
		const state = { ...memoryStore("state"), put: async () => Promise.reject(new Error("denied")) };
		const { press, told } = world({ state });
		await press(repairActionIds.approve);
		expect(told.join()).toContain("nothing was decided");
	});

	it("is told from other clicks by its id", () => {
		expect([repairActionIds.approve, repairActionIds.reject, "parapet_acknowledge", ""].map(isRepairAction)).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
});
