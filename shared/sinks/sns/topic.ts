import { PublishCommand } from "@aws-sdk/client-sns";
import type { AwsCaller } from "../../aws/caller.ts";
import type { Unread } from "../../core/observed.ts";
import type { Outcome, Target } from "../outbox/target.ts";
import { renderAmazonQ, renderSns } from "./render.ts";
import type { Overflow } from "./size.ts";

/** A topic. Standard topics have no idempotency: a message whose sending was cut off is published again, with the same `id`. */
export interface SnsTopic {
	readonly name: string;
	readonly topicArn: string;
	/** `json` for machines and e-mail, or what Amazon Q Developer shows in chats. */
	readonly format: "json" | "amazon-q";
	readonly overflow?: Overflow | undefined;
}

/** Publishes to a topic; needs `sns:Publish` on it, and `kms:GenerateDataKey` and `kms:Decrypt` on its key when it has one. */
export function snsTopic({ name, topicArn, format, overflow }: SnsTopic, caller: AwsCaller): Target {
	const fifo = topicArn.endsWith(".fifo");
	return {
		name,
		threads: false,
		concurrency: 16,
		async send(message, { folded }) {
			const {
				subject,
				message: text,
				structure,
				attributes,
			} = format === "amazon-q" ? renderAmazonQ(message) : await renderSns(message, overflow, folded);
			const command = new PublishCommand({
				TopicArn: topicArn,
				Message: text,
				Subject: subject,
				MessageStructure: structure,
				MessageAttributes: Object.fromEntries(
					Object.entries(attributes).map(([key, value]) => [key, { DataType: "String", StringValue: value }]),
				),
				// A FIFO topic keeps the order of an incident and drops what comes twice within five minutes.
				...(fifo ? { MessageGroupId: message.fingerprint, MessageDeduplicationId: message.id } : {}),
			});
			const answer = await caller.call("sns", command);
			return "unread" in answer ? failure(answer.unread) : { outcome: "sent" };
		},
	};
}

function failure({ cause, message }: Unread): Outcome {
	const reason = `SNS: ${message}`;
	if (cause === "denied" || cause === "notFound" || cause === "unsupported" || /^(?:KMS|InvalidSecurity)/.test(message))
		return { outcome: "refused", reason };
	if (/^(?:InvalidParameter|ParameterValueInvalid|ValidationException)/.test(message)) return { outcome: "rejected", reason };
	return { outcome: "retry", reason, uncertain: cause !== "throttled" };
}
