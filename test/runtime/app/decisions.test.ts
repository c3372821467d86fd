import { describe, expect, it } from "vitest";
import { exactPattern } from "../../../shared/core/suppression.ts";
import { type Decision, decisionId, loadDecisions } from "../../../shared/runtime/app/decisions.ts";
import { memoryStore } from "../../support/object-store.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

const decision = (id: string, expires: string, change: Record<string, unknown> = {}): Decision =>
	({
		schema: "parapet.decision/1",
		suppression: {
			id,
			rules: ["rds-instance-storage-encrypted"],
			accounts: ["111122223333"],
			resources: ["arn:aws:rds:eu-west-1:111122223333:db:orders"],
			owner: "jane (Slack U0USER01)",
			reason: "Is deleted at the end of the month.",
			expires,
			...change,
		},
		decided: {
			at: "2026-11-24T11:00:00.000Z",
			by: { id: "U0USER01", name: "jane" },
			target: "security",
			channel: "C0000001",
			message: "1.2",
			fingerprint: "f",
			alert: "a",
		},
	}) as Decision;

async function storeWith(objects: Readonly<Record<string, unknown>>) {
	const store = memoryStore("state");
	for (const [name, value] of Object.entries(objects)) {
		const body = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
		await store.put(`decisions/v1/suppressions/${name}.json`, body, "application/json", { absent: true });
	}
	return store;
}

describe("decisions made in Slack", () => {
	it("become suppressions", async () => {
		const made = decision("slack-20261231-0a1b2c3d4e5f", "2026-12-31");
		const store = await storeWith({ "slack-20261231-0a1b2c3d4e5f": made });
		expect(await loadDecisions(store, now)).toEqual({ suppressions: [made.suppression], problems: [] });
	});

	it("are none where there is none", async () => {
		expect(await loadDecisions(memoryStore("state"), now)).toEqual({ suppressions: [], problems: [] });
	});

	it.each<[string, unknown, RegExp]>([
		["text that is not JSON", "{", /not JSON/],
		["another document", { suppressions: [] }, /schema: .*suppression: /],
		[
			"a suppression of everything",
			decision("bad", "2026-12-31", { rules: undefined, accounts: undefined, resources: undefined }),
			/suppress everything/,
		],
		["a suppression with a misspelt member", decision("bad", "2026-12-31", { resource: ["x"] }), /resource/],
		["a suppression of every rule", decision("bad", "2026-12-31", { rules: ["*"] }), /suppression\.rules/],
		["a suppression of several rules", decision("bad", "2026-12-31", { rules: ["a", "b"] }), /suppression\.rules/],
		["a suppression by a regular expression", decision("bad", "2026-12-31", { rules: ["/^rds/"] }), /suppression\.rules/],
		["a suppression in every account", decision("bad", "2026-12-31", { accounts: undefined }), /suppression\.accounts/],
		["a suppression in accounts by a pattern", decision("bad", "2026-12-31", { accounts: ["1111*"] }), /suppression\.accounts/],
		["a suppression of resources by a pattern", decision("bad", "2026-12-31", { resources: ["/^.*$/"] }), /suppression\.resources/],
		["a suppression by tags", decision("bad", "2026-12-31", { tags: { team: "x" } }), /suppression\.tags/],
		["a suppression without a reason", decision("bad", "2026-12-31", { reason: "" }), /suppression\.reason/],
		["a suppression without an end", decision("bad", "never"), /suppression\.expires/],
		["a document under another name", decision("other", "2026-12-31"), /its id is another/],
		["a document that is far too long", decision("bad", "2026-12-31", { reason: "x".repeat(70_000) }), /bytes long/],
	])("%s suppresses nothing and is named", async (_, value, said) => {
		const good = decision("slack-20261231-0a1b2c3d4e5f", "2026-12-31");
		const { suppressions, problems } = await loadDecisions(await storeWith({ bad: value, "slack-20261231-0a1b2c3d4e5f": good }), now);
		expect(suppressions).toEqual([good.suppression]);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(/^decisions\/v1\/suppressions\/bad\.json is no decision/);
		expect(problems[0]).toMatch(said);
	});

	it("hold for names whose characters mean something in patterns", async () => {
		const id = "slack-20261231-0a1b2c3d4e5f";
		const made = decision(id, "2026-12-31", { resources: [exactPattern("postgres://db/a*b?c.$/")] });
		expect((await loadDecisions(await storeWith({ [id]: made }), now)).suppressions).toEqual([made.suppression]);
	});

	it("are read for thirty days after they expired, so that their end is reported", async () => {
		const ids = ["2026-10-26", "2026-10-25"].map((expires) => [decisionId(expires, "0a1b2c3d4e5f"), expires] as const);
		const store = await storeWith(Object.fromEntries(ids.map(([id, expires]) => [id, decision(id, expires)])));
		const { suppressions } = await loadDecisions(store, now);
		expect(suppressions.map(({ expires }) => expires)).toEqual(["2026-10-26"]);
	});
});
