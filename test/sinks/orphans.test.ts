import { describe, expect, it } from "vitest";
import { outboxOver } from "../../shared/sinks/outbox/entries.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { notifier, pending, slackTarget, untilDone } from "../support/notify.ts";
import { memoryStore, virtualClock } from "../support/outbox.ts";
import { slackWorkspace } from "../support/slack.ts";

describe("what waits for a target that is no longer configured", () => {
	it("goes where the routes lead now, in its order and once, and holds nothing up", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const workspace = slackWorkspace({ now: clock.now });
		const outbox = outboxOver(store);
		const messages = [alertOf("a"), closingOf("a", 1)];
		await outbox.enqueue(
			messages.map((message) => ({ target: "old-name", message })),
			clock.now(),
		);
		await untilDone(notifier({ clock, store, workspace, targets: { security: slackTarget } }), 10);
		expect(workspace.messages.map(({ delivery }) => delivery)).toEqual(messages.map(({ id }) => id));
		expect(await pending(store)).toEqual([]);
	});
});
