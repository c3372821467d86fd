import { describe, expect, it } from "vitest";
import type { RotationFacts } from "../../../shared/runtime/rotation/facts.ts";
import { judgeStatus } from "../../../shared/runtime/rotation/judge-status.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = 1_800_000_000_000;
const settings = { tag: { key: "parapet:rotate", value: "true" } };
const well: RotationFacts = {
	arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf",
	enabled: true,
	function: "arn:aws:lambda:eu-west-1:111122223333:function:parapet-prod-rotate-secret",
	everyDays: 30,
	created: now - 90 * day,
	rotated: now - 10 * day,
	next: now + 20 * day,
	tags: { "parapet:rotate": "true" },
	versions: [{ id: "v1", labels: ["AWSCURRENT"], created: now - 10 * day }],
};
const judged = (facts: Partial<RotationFacts>) => judgeStatus({ ...well, ...facts }, settings, now);
const of = (name: string, facts: Partial<RotationFacts>) => judged(facts).find((check) => check.name === name);
const pending = (created: number | undefined) => [...well.versions, { id: "v2", labels: ["AWSPENDING"], created }];

describe("the status of a rotation", () => {
	it("is well throughout for a secret that rotates", () => {
		expect(judged({}).map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
		expect(of("schedule", {})?.detail).toBe("The next rotation (every 30 days) is due by 2027-02-04 08:00 UTC.");
	});

	it.each([
		[
			"never rotated",
			"last rotation",
			{ rotated: undefined },
			"failed",
			/never rotated the password; the current version was made 10 days ago/,
		],
		["overdue by more than its window", "schedule", { next: now - day - 1 }, "failed", /overdue/],
		["within its window", "schedule", { next: now - day }, "ok", /due by/],
		["without a schedule", "schedule", { everyDays: undefined }, "warning", /no schedule/],
		["with a schedule of which AWS tells no date", "schedule", { next: undefined }, "unknown", /does not say/],
		["by an expression", "schedule", { schedule: "rate(4 hours)" }, "ok", /rate\(4 hours\)/],
		["under way", "pending", { versions: pending(now - hour + 1) }, "warning", /under way for 60 minutes/],
		["stuck", "pending", { versions: pending(now - hour) }, "failed", /is stuck for 60 minutes/],
		["stuck before its first step", "pending", { versions: pending(undefined) }, "failed", /has no value/],
		[
			"pending on the current version",
			"pending",
			{ versions: [{ id: "v1", labels: ["AWSCURRENT", "AWSPENDING"] }] },
			"ok",
			/no rotation is under way/,
		],
		["without a current version", "current", { versions: [] }, "failed", /No version is current/],
		["turned off", "rotation", { enabled: false }, "failed", /turned off/],
		["never turned on", "rotation", { enabled: undefined }, "failed", /never turned on/],
		["without a function", "rotation", { function: undefined }, "failed", /no function/],
		["without the tag", "users", { tags: {} }, "failed", /does not have the tag parapet:rotate=true/],
		["of users in turns", "users", { tags: { ...well.tags, "parapet:rotate-users": "alternating" } }, "ok", /take turns/],
		["of users by an unknown word", "users", { tags: { ...well.tags, "parapet:rotate-users": "both" } }, "failed", /known are/],
		[
			"with a version that is kept",
			"kept",
			{ versions: [...well.versions, { id: "v0", labels: ["PARAPET-1700000000-v0"] }] },
			"ok",
			/One more version/,
		],
		["managed by RDS", "managed", { owningService: "rds" }, "ok", /RDS manages this secret/],
		["marked for deletion", "secret", { deleted: now }, "failed", /marked for deletion/],
	] as const)("%s", (_, name, facts, status, detail) => {
		expect(of(name, facts)).toMatchObject({ status, detail: expect.stringMatching(detail) });
	});

	it("warns before the labels are used up", () => {
		const versions = (count: number) => [
			...well.versions,
			{ id: "v0", labels: Array.from({ length: count - 1 }, (_, index) => `label-${index}`) },
		];
		expect([of("labels", { versions: versions(17) }), of("labels", { versions: versions(18) })?.status]).toEqual([undefined, "warning"]);
	});
});
