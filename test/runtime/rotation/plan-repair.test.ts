import { describe, expect, it } from "vitest";
import { ownLabel } from "../../../shared/rotation/labels.ts";
import { planRepair, type RepairPlan, type TriedVersion } from "../../../shared/runtime/rotation/plan-repair.ts";
import { databaseSecret } from "../../support/rotation/real.ts";

const hour = 3_600_000;
const now = 1_800_000_000_000;
const of = (username: string) => databaseSecret({ username, password: "p", port: 5432 });

/** A version: whom it is for, whether the database accepts it, and its labels. */
const version = (id: string, accepted: boolean | undefined, labels: readonly string[], user = "orders"): TriedVersion => ({
	version: id,
	labels,
	...(accepted === undefined ? { why: "it has no value" } : { secret: of(user), accepted }),
});
const plan = (tried: readonly TriedVersion[], superuser = false): RepairPlan =>
	planRepair({
		description: { arn: "a", tags: {}, labels: new Map(tried.map(({ version: id, labels }) => [id, labels])) },
		tried,
		superuser,
		now,
	});
const marked = (id: string, age: number) => ownLabel(id, now - age);
const moves = ({ actions }: RepairPlan) =>
	actions.map((action) =>
		action.kind === "label" ? `${action.label} ${action.from ?? "-"} > ${action.to ?? "-"}` : `password of ${action.version}`,
	);

describe("a repair", () => {
	it("finds nothing to do where the database accepts the current version", () => {
		expect(plan([version("c", true, ["AWSCURRENT", "AWSPENDING"]), version("p", false, ["AWSPREVIOUS"])])).toMatchObject({
			state: "healthy",
			actions: [],
		});
	});

	it("takes away a pending label that blocks, whether or not its version has a value", () => {
		for (const accepted of [undefined, false])
			expect(moves(plan([version("c", true, ["AWSCURRENT"]), version("t", accepted, ["AWSPENDING"])]))).toEqual(["AWSPENDING t > -"]);
	});

	it("waits where a rotation may still be changing the password", () => {
		const tried = (age: number) => [version("c", false, ["AWSCURRENT"]), version("t", true, ["AWSPENDING", marked("t", age)])];
		expect(plan(tried(hour))).toMatchObject({ state: "busy", actions: [] });
		expect(moves(plan(tried(hour + 1_000)))).toEqual(["AWSCURRENT c > t", "AWSPENDING t > -"]);
	});

	it("makes current what the database accepts: what is pending before what is kept before what was", () => {
		const kept = version("k", true, [marked("k", 9 * hour)]);
		const before = version("p", true, ["AWSPREVIOUS"]);
		const pending = version("t", true, ["AWSPENDING"]);
		const current = version("c", false, ["AWSCURRENT"]);
		expect(moves(plan([current, before, kept, pending]))[1]).toBe("AWSCURRENT c > t");
		expect(moves(plan([current, before, kept]))[1]).toBe("AWSCURRENT c > k");
		expect(moves(plan([current, before]))).toEqual(["AWSCURRENT c > p"]);
	});

	it("keeps by a label of its own what would lose its last one and is accepted", () => {
		const tried = [
			version("c", false, ["AWSCURRENT"]),
			version("k", true, [marked("k", 9 * hour)]),
			version("p", true, ["AWSPREVIOUS"], "orders_clone"),
		];
		expect(moves(plan(tried))).toEqual([`${ownLabel("p", now)} - > p`, "AWSCURRENT c > k"]);
	});

	it("finishes the turn of the other user of a pair when the database has its new password", () => {
		const tried = [version("c", true, ["AWSCURRENT"]), version("t", true, ["AWSPENDING"], "orders_clone")];
		expect(moves(plan(tried))).toEqual(["AWSCURRENT c > t", "AWSPENDING t > -"]);
	});

	it("takes the other user of a pair when nothing opens the database for the current one", () => {
		expect(moves(plan([version("c", false, ["AWSCURRENT"]), version("p", true, ["AWSPREVIOUS"], "orders_clone")]))).toEqual([
			"AWSCURRENT c > p",
		]);
	});

	it("takes its own labels from versions that are over, and from no version that may be needed", () => {
		const old = version("o", false, [marked("o", 9 * hour)]);
		const young = version("y", false, [marked("y", hour / 2)]);
		const other = version("x", false, [marked("x", 9 * hour)], "orders_clone");
		const opens = version("a", true, [marked("a", 9 * hour)], "orders_clone");
		const current = version("c", true, ["AWSCURRENT", marked("c", 9 * hour)]);
		// Of the other user nothing is known to open the database.
		expect(moves(plan([current, old, young, other]))).toEqual([`${marked("o", 9 * hour)} o > -`]);
		expect(moves(plan([current, other, opens]))).toEqual([`${marked("x", 9 * hour)} x > -`]);
	});

	it("has a superuser set the current version's password when the database accepts none, and else leaves it to a person", () => {
		const tried = [version("c", false, ["AWSCURRENT"]), version("t", undefined, ["AWSPENDING"])];
		expect(moves(plan(tried, true))).toEqual(["password of c", "AWSPENDING t > -"]);
		expect(plan(tried)).toMatchObject({ state: "person", actions: [] });
		expect(plan([version("c", undefined, ["AWSCURRENT"])])).toMatchObject({ state: "person" });
	});

	it("never takes the last label from a version that the database accepts", () => {
		const users = ["orders", "orders_clone"];
		const labels = [["AWSCURRENT"], ["AWSPENDING"], ["AWSPREVIOUS"], ["old"], ["young"]];
		const states = [undefined, false, true] as const;
		for (let code = 0; code < states.length ** 5 * 2 ** 4; code++) {
			const tried = labels.map(([label = ""], index) => {
				const id = `v${index}`;
				const own = label === "old" ? marked(id, 9 * hour) : label === "young" ? marked(id, 60_000) : label;
				const user = index === 0 ? "orders" : (users[Math.floor(code / states.length ** 5 / 2 ** (index - 1)) % 2] as string);
				return version(id, states[Math.floor(code / states.length ** index) % 3], [own], user);
			});
			const after = new Map(tried.map(({ version: id, labels: own }) => [id, new Set(own)]));
			const opened = (user: string) =>
				tried.some(({ version: id, secret, accepted }) => accepted && secret?.username === user && (after.get(id)?.size ?? 0) > 0);
			const before = users.filter(opened);
			for (const action of plan(tried).actions) {
				if (action.kind !== "label") continue;
				if (action.from) after.get(action.from)?.delete(action.label);
				if (action.to) after.get(action.to)?.add(action.label);
				if (action.label === "AWSCURRENT" && action.from) {
					for (const own of after.values()) own.delete("AWSPREVIOUS");
					after.get(action.from)?.add("AWSPREVIOUS");
				}
				expect(
					before.filter((user) => !opened(user)),
					`${code}: ${action.label}`,
				).toEqual([]);
			}
		}
	});
});
