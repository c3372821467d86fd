import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../shared/core/alerts/alert.ts";
import type { Attempt, NewsKind } from "../../../shared/remediations/engine/attempt.ts";
import { readRepairEvent } from "../../../shared/runtime/app/remediation-events.ts";
import { alertOfIntrusion, alertOfNews, notesOf } from "../../../shared/runtime/app/repair-news.ts";
import { intrusionEvent } from "../../support/intrusion.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const target = {
	arn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
	kind: "rds.DbInstance",
	name: "orders",
	partition: "aws",
	account: "111122223333",
	region: "eu-west-1",
} as const;
const action = { title: "Take the public address from an instance", rules: ["rule-a", "rule-b"] };
const attempt = (differences: Partial<Attempt> = {}): Attempt => ({
	schema: "parapet.attempt/1",
	id: "rds-instance-private-0a1b2c3d4e5f",
	kind: "repair",
	phase: "succeeded",
	detail: "It is repaired, and a fresh reading proves it.",
	action: "rds-instance-private",
	family: "rds",
	target,
	request: { id: "x", source: "finding", rules: ["rule-a"], by: "Parapet", why: "It is public.", at: "2026-11-24T11:59:00.000Z" },
	createdAt: "2026-11-24T12:00:00.000Z",
	updatedAt: "2026-11-24T12:00:00.000Z",
	hash: "0".repeat(64),
	expiresAt: "2026-11-25T12:00:00.000Z",
	plan: {
		level: "auto",
		calls: [{ api: "rds:ModifyDBInstance", input: {}, does: "Turn public access off" }],
		inverse: [{ api: "rds:ModifyDBInstance", input: {}, does: "Turn public access on again" }],
		desired: {},
		downtime: "none",
		risk: "medium",
		notes: ["Clients outside the VPC can no longer connect."],
		hints: {},
	},
	made: [{ api: "rds:ModifyDBInstance", startedAt: "", factsBefore: "", requestId: "r-1" }],
	undone: [],
	tries: 0,
	log: [],
	untold: [],
	...differences,
});
const news = (kind: NewsKind, differences: Partial<Attempt> = {}) => {
	const made = attempt(differences);
	return { key: `${made.id}/${kind}`, kind, attempt: made };
};

describe("repairs that the budget of an hour leaves over", () => {
	const left = (name: string, hour: string) => {
		const waits = attempt({ id: `rds-instance-private-${name}`, target: { ...target, arn: `${target.arn}-${name}`, name } });
		const alert = alertOfNews({ key: `deferred/${hour}`, kind: "deferred", attempt: waits }, action, now);
		return [alert?.id, alert?.fingerprint];
	};

	it("are one alert of one incident, whichever are told of, and another in the next hour", () => {
		expect(left("a", "2026-11-24T12")).toEqual(left("b", "2026-11-24T12"));
		expect(left("a", "2026-11-24T12")[1]).not.toBe(left("a", "2026-11-24T13")[1]);
	});
});

describe("news of a repair", () => {
	it("go to the thread of the finding that it is for, with what was called", () => {
		const [note, ...others] = notesOf(news("succeeded"), action, now);
		expect(others).toEqual([]);
		expect(note).toMatchObject({
			fingerprint: fingerprintOf("rule-a", target),
			by: "Parapet",
			repair: {
				phase: "repaired",
				title: "Take the public address from an instance: orders",
				lines: ["Turn public access off (rds:ModifyDBInstance)", "Request r-1 of rds:ModifyDBInstance"],
			},
		});
		expect(note?.repair?.approval).toBeUndefined();
	});

	it("go to every rule of the action when nobody named one", () => {
		const { rules: _, ...request } = attempt().request;
		expect(notesOf(news("planned", { request }), action, now).map(({ fingerprint }) => fingerprint)).toEqual(
			action.rules.map((rule) => fingerprintOf(rule, target)),
		);
	});

	it("that want an approval name the plan, what it costs, and until when", () => {
		const [note] = notesOf(news("approvalWanted", { phase: "awaiting" }), action, now);
		expect(note?.repair).toMatchObject({
			phase: "approval",
			approval: { hash: "0".repeat(64), expires: "2026-11-25T12:00:00.000Z" },
			lines: [
				"Turn public access off (rds:ModifyDBInstance)",
				"Downtime: none. Risk: medium.",
				"It can be taken back.",
				"Clients outside the VPC can no longer connect.",
			],
		});
	});

	it.each<[NewsKind, Partial<Attempt>, string]>([
		["refused", { reason: "rejected", rejection: { by: "U0USER01", at: "" } }, "rejected"],
		["refused", { reason: "suppressed" }, "refused"],
		["flapping", { reason: "flapping" }, "refused"],
		["succeeded", { kind: "rollback" }, "rolled-back"],
		["rolledBack", {}, "rolled-back"],
		["deferred", {}, "scheduled"],
		["expired", {}, "expired"],
	])("%s (%o) are told as %s", (kind, differences, phase) =>
		expect(notesOf(news(kind, differences), action, now)[0]?.repair?.phase).toBe(phase),
	);

	it("are by whoever decided, named by the id when it is one of Slack", () => {
		const approval = { by: "U0USER01", at: "", hash: "" };
		expect(notesOf(news("succeeded", { approval }), action, now)[0]).toMatchObject({ by: "U0USER01", user: "U0USER01" });
		const byCommand = { by: "arn:aws:iam::111122223333:user/jane", at: "", hash: "" };
		const [note] = notesOf(news("succeeded", { approval: byCommand }), action, now);
		expect(note).toMatchObject({ by: byCommand.by });
		expect(note?.user).toBeUndefined();
	});

	it("that somebody must act on are alerts too, the same for the same news", () => {
		const failed = alertOfNews(news("failed"), action, now);
		expect(failed).toMatchObject({ kind: "system", severity: "high", title: "A repair failed", account: target.account });
		expect(alertOfNews(news("failed"), action, now + 1000)?.id).toBe(failed?.id);
		expect(alertOfNews(news("succeeded"), action, now)).toBeUndefined();
		expect(alertOfNews(news("flapping"), action, now)?.title).toContain("changing a resource back");
	});
});

describe("a login that looks like an intruder's", () => {
	const told = (differences: Readonly<Record<string, unknown>> = {}) => {
		const read = readRepairEvent(intrusionEvent(differences));
		if (!("intrusion" in read)) throw new Error("none");
		return alertOfIntrusion(read.intrusion, "aws");
	};

	it("is told with what to do first", () => {
		expect(told()).toMatchObject({
			severity: "critical",
			title: "GuardDuty: a suspicious login to the database orders",
			region: "eu-west-1",
		});
		expect(told().detail).toContain("parapet rotate now");
	});

	it("is told once, and worse when it failed less", () => {
		expect(told().id).toBe(told().id);
		expect(told({ type: "CredentialAccess:RDS/AnomalousBehavior.FailedLogin", severity: 5 })).toMatchObject({ severity: "high" });
		expect(told({ type: "Discovery:RDS/MaliciousIPCaller", severity: 2 })).toMatchObject({ severity: "medium" });
	});
});
