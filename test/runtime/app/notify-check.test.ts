import { describe, expect, it } from "vitest";
import { type Alert, digestOf } from "../../../shared/core/alerts/alert.ts";
import { sampleAlert } from "../../../shared/core/alerts/sample.ts";
import { CheckRecord } from "../../../shared/runtime/app/check-record.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { grants } from "../../../shared/runtime/app/notify.permissions.ts";
import { checkRecords } from "../../../shared/runtime/app/notify-check.ts";
import { enqueueAlerts } from "../../../shared/sinks/outbox/inbox.ts";
import { alertOf } from "../../support/alerts.ts";
import { fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type Deployment, findingsArn, notifier, slackTarget } from "../../support/notify.ts";
import { memoryStore } from "../../support/object-store.ts";
import { memoryStore as memoryOutbox, virtualClock } from "../../support/outbox.ts";
import { slackWorkspace } from "../../support/slack.ts";

const id = "check-0a1b2c3d4e5f6071";

/** A deployment in which the synthetic event has come as far as assess-change. */
async function checking(deployment: Deployment = {}, targets: readonly string[] = ["security"]) {
	const clock = deployment.clock ?? virtualClock();
	const bucket = memoryStore("state");
	const record: CheckRecord = { id, receivedAt: new Date(clock.now()).toISOString(), targets: {} };
	await bucket.put(stateLayout.check(id), Buffer.from(JSON.stringify(record)), "application/json", { absent: true });
	const store = deployment.store ?? memoryOutbox();
	const at = new Date(clock.now()).toISOString();
	const alert: Alert = { ...sampleAlert(clock.now()), check: id };
	await enqueueAlerts(store, digestOf("check", id), at, [alert], targets);
	// With what notify may do, and no more.
	const checks = checkRecords(grantedStore(bucket, "state", grants));
	return {
		clock,
		store,
		notify: notifier({ ...deployment, clock, store, checks }),
		record: async () => CheckRecord.parse(JSON.parse(Buffer.from((await bucket.get(stateLayout.check(id)))?.body ?? "").toString())),
	};
}

describe("the alert of a check of the deployment", () => {
	it("is written down when a target has taken it", async () => {
		const { notify, record, clock } = await checking();
		await notify.invoke();
		expect(await record()).toMatchObject({ id, targets: { security: { outcome: "sent", at: new Date(clock.now()).toISOString() } } });
		expect(notify.workspace.messages.map(({ text }) => text)).toEqual([expect.stringMatching(/^TEST /)]);
	});

	it("goes to topics too", async () => {
		const { notify, record } = await checking({ targets: { security: slackTarget, machines: { type: "sns", topicArn: findingsArn } } }, [
			"security",
			"machines",
		]);
		await notify.invoke();
		expect(Object.keys((await record()).targets).sort()).toEqual(["machines", "security"]);
	});

	it("says with the target's reason that it waits, and later that it was taken", async () => {
		const workspace = slackWorkspace({ fault: () => ({ kind: "error", error: "channel_not_found" }) });
		const { notify, record } = await checking({ workspace });
		await notify.invoke();
		expect((await record()).targets.security).toMatchObject({ outcome: "waiting", reason: "Slack: channel_not_found" });
		workspace.setFault(undefined);
		await notify.invoke();
		expect((await record()).targets.security).toMatchObject({ outcome: "sent" });
	});

	it("waits behind what waits already, and says so", async () => {
		const workspace = slackWorkspace({ fault: () => ({ kind: "error", error: "is_archived" }) });
		const { notify, record } = await checking({ workspace });
		await notify.keep(
			"before",
			Array.from({ length: 10 }, (_, index) => alertOf(`db-${index}`)),
		);
		await notify.invoke();
		expect((await record()).targets.security).toMatchObject({ outcome: "waiting", reason: "Slack: is_archived" });
	});

	it("says that it went the second way, which means that the first is broken", async () => {
		const workspace = slackWorkspace({ fault: () => ({ kind: "error", error: "token_revoked" }) });
		const targets = { security: { ...slackTarget, fallback: "machines" }, machines: { type: "sns", topicArn: findingsArn } } as const;
		const { notify, record } = await checking({ workspace, targets });
		await notify.invoke();
		expect((await record()).targets).toEqual({
			security: expect.objectContaining({ outcome: "waiting", reason: "sent by the second way, machines" }),
		});
	});

	it("says that the target will never take it", async () => {
		const sns = fakeCaller({ "sns:Publish": fails("other", "InvalidParameter: no such message") });
		const { notify, record } = await checking({ targets: { machines: { type: "sns", topicArn: findingsArn } }, sns }, ["machines"]);
		await notify.invoke();
		expect((await record()).targets.machines?.outcome).toMatch(/rejected|waiting/);
		expect((await record()).targets.machines?.reason).toContain("no such message");
	});

	it("comes at once, in quiet hours and in a flood", async () => {
		const quiet = [{ from: "00:00", to: "23:59", severity: "critical" }] as const;
		const targets = { security: { ...slackTarget, digestAbove: 0 } };
		const { notify, record } = await checking({ targets, times: { quiet } });
		await notify.keep(
			"flood",
			Array.from({ length: 50 }, (_, index) => alertOf(`db-${index}`)),
		);
		await notify.invoke();
		expect((await record()).targets.security?.outcome).toBe("sent");
	});

	it("leaves no incident open", async () => {
		const { notify, store } = await checking();
		await notify.invoke();
		const [key = ""] = await store.list("incidents/security");
		expect(JSON.parse((await store.get(key)) ?? "{}")).toMatchObject({ status: "closed" });
	});
});
