import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/core/alerts/alert.ts";
import { told } from "../../shared/core/alerts/digest.ts";
import { snsTopic } from "../../shared/sinks/sns/topic.ts";
import { alertOf } from "../support/alerts.ts";
import { fails, fakeCaller } from "../support/aws/fake-caller.ts";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:alerts";

async function published(message: Message, arn = topicArn, format: "json" | "amazon-q" = "json") {
	const caller = fakeCaller({ "sns:Publish": { MessageId: "1" } });
	const outcome = await snsTopic({ name: "t", topicArn: arn, format }, caller).send(message, {});
	expect(outcome).toEqual({ outcome: "sent" });
	return caller.calls[0]?.input as Record<string, unknown> & {
		Message: string;
		MessageAttributes: Record<string, { StringValue: string }>;
	};
}

describe("a topic", () => {
	it("gets JSON for machines, text for e-mail, and attributes for filters", async () => {
		const alert = alertOf("orders", 0, { environment: "prod" });
		const input = await published(alert);
		expect(input).toMatchObject({
			TopicArn: topicArn,
			MessageStructure: "json",
			Subject: "Parapet: HIGH new: Storage is encrypted (orders)",
		});
		const { default: machine, email } = JSON.parse(input.Message);
		expect(JSON.parse(machine)).toEqual(alert);
		expect(email).toContain("orders is not encrypted");
		expect(Object.fromEntries(Object.entries(input.MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]))).toEqual({
			severity: "high",
			kind: "new",
			status: "open",
			account: "111122223333",
			region: "eu-west-1",
			rule: "rds-instance-storage-encrypted",
			environment: "prod",
		});
		expect(input).not.toHaveProperty("MessageGroupId");
	});

	it("gets no empty attribute of a digest", async () => {
		const [digest] = told([alertOf("a"), alertOf("b")]) as [Message];
		expect(Object.keys((await published(digest)).MessageAttributes)).toEqual(["severity", "kind", "status"]);
	});

	it("gets what keeps order and drops doubles when it is a FIFO topic", async () => {
		const alert = alertOf("a");
		const input = await published(alert, `${topicArn}.fifo`);
		expect(input).toMatchObject({ MessageGroupId: alert.fingerprint, MessageDeduplicationId: alert.id });
	});

	it("gets what Amazon Q shows in chats, as it is", async () => {
		const input = await published(alertOf("a"), topicArn, "amazon-q");
		expect(input.MessageStructure).toBeUndefined();
		expect(JSON.parse(input.Message)).toMatchObject({ version: "1.0", source: "custom", metadata: { eventType: "parapet-new" } });
	});

	it.each([
		["denied", "AuthorizationError: not allowed", "refused"],
		["notFound", "NotFound: Topic does not exist", "refused"],
		["other", "KMSDisabled: the key is disabled", "refused"],
		["other", "InvalidParameter: Message too long", "rejected"],
		["throttled", "Throttled: slowly", "retry"],
		["network", "ECONNRESET", "retry"],
		["timeout", "TimeoutError", "retry"],
		["other", "InternalError: sorry", "retry"],
	] as const)("takes %s, %s as %s", async (cause, message, expected) => {
		const caller = fakeCaller({ "sns:Publish": fails(cause, message) });
		const outcome = await snsTopic({ name: "t", topicArn, format: "json" }, caller).send(alertOf("a"), {});
		expect(outcome).toMatchObject({ outcome: expected, reason: `SNS: ${message}` });
		if (outcome.outcome === "retry") expect(outcome.uncertain).toBe(cause !== "throttled");
	});
});
