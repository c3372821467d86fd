import type { Message } from "../../core/alerts/alert.ts";
import { clip } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import { fitted, type Overflow } from "./size.ts";
import { headline, plainText, subject } from "./text.ts";

/** What `Publish` takes, without the topic. */
export interface SnsPublication {
	readonly subject?: string;
	readonly message: string;
	/** `json`: one text a protocol. */
	readonly structure?: "json";
	readonly attributes: Readonly<Record<string, string>>;
}

/** 256 KiB for the message and its attributes together. */
export const largestPublication = 262_144;

/** What no message may hold, since it is sent as XML: https://www.w3.org/TR/xml/#charsets. Control characters are escaped in JSON already. */
const nonCharacters = /[\ufffe\uffff]/g;
const escaped = (json: string): string => json.replace(nonCharacters, (character) => `\\u${character.charCodeAt(0).toString(16)}`);

/** For subscription filters; an attribute whose value is not known is left out, since none may be empty. `folded`: a digest tells people of it too. */
export function attributesOf(message: Message, folded = false): Record<string, string> {
	const values: Record<string, string | undefined> =
		message.type === "digest"
			? { severity: message.severity, kind: "digest", status: "open" }
			: {
					severity: message.severity,
					kind: message.kind,
					status: message.status,
					account: message.account,
					region: message.region,
					rule: message.rule?.id,
					environment: message.environment,
					folded: folded ? "true" : undefined,
				};
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => (value ? [[name, printable(value).replace(nonCharacters, "?")]] : [])),
	);
}

/** JSON for machines, readable text for e-mail. */
export async function renderSns(message: Message, overflow?: Overflow, folded = false): Promise<SnsPublication> {
	const attributes = attributesOf(message, folded);
	const email = clip(plainText(message), 20_000).replace(nonCharacters, "?");
	const room = largestPublication - sizeOf(attributes) - Buffer.byteLength(JSON.stringify({ default: "", email }));
	// A text within JSON is longer than it is: the limit counts it escaped.
	let limit = room;
	let text = await fitted(message, limit, overflow);
	for (let size = escapedSize(text); size > room; size = escapedSize(text)) {
		limit = Math.floor(Math.min(limit * 0.9, (limit * room) / size));
		text = await fitted(message, limit, overflow);
	}
	return { subject: subject(message), message: JSON.stringify({ default: escaped(text), email }), structure: "json", attributes };
}

const escapedSize = (text: string): number => Buffer.byteLength(JSON.stringify(escaped(text))) - 2;

/** Bytes that the attributes take: name, type and value. */
const sizeOf = (attributes: Readonly<Record<string, string>>): number =>
	Object.entries(attributes).reduce(
		(sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength("String") + Buffer.byteLength(value),
		0,
	);

/** The custom notification of Amazon Q Developer in chat applications: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html. What is not in this form is not shown there. */
export function renderAmazonQ(message: Message): SnsPublication {
	const alert = message.type === "alert" ? message : undefined;
	const description =
		message.type === "digest"
			? [...message.worst.map((each) => `- ${inert(headline(each), 200)}`), `${message.total} changes in all.`].join("\n")
			: [
					inert(message.detail, 1500),
					alert?.resource ? `Resource: ${inert(alert.resource.arn, 500)}` : "",
					`Account ${message.account}, ${message.region}`,
				]
					.filter(Boolean)
					.join("\n");
	const nextSteps = [alert?.status === "open" ? alert.rule?.recommendation : undefined, message.report && `Report: ${message.report}`];
	const notification = {
		version: "1.0",
		source: "custom",
		id: message.id,
		content: {
			textType: "client-markdown",
			title: inert(headline(message), 250),
			description: description || "-",
			nextSteps: nextSteps.filter((step) => step !== undefined && step !== "").map((step) => inert(String(step), 500)),
			keywords: [...new Set(Object.values(attributesOf(message)))].map((word) => inert(word, 100)),
		},
		metadata: {
			threadId: message.fingerprint,
			summary: inert(headline(message), 250),
			eventType: `parapet-${alert?.kind ?? "digest"}`,
			...(alert?.resource ? { relatedResources: [alert.resource.arn] } : {}),
		},
	};
	return { message: escaped(JSON.stringify(notification)), attributes: attributesOf(message) };
}

/** Text from outside in which neither Markdown nor a mention of Slack or Teams means anything. */
const inert = (text: string, limit: number): string =>
	clip(
		text
			.replaceAll("&", "&amp;")
			.replaceAll("<", "&lt;")
			.replaceAll(">", "&gt;")
			.replace(/@(?=\w)/g, "＠")
			.replace(/[`*~[\]]/g, "'"),
		limit,
	);
