import type { Alert, Digest, Message } from "../../core/alerts/alert.ts";
import { clip } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import type { Http } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Target } from "../outbox/target.ts";
import { headline } from "../sns/text.ts";
import { postTo } from "./answer.ts";

/** A workflow of Microsoft Teams that posts what its webhook gets. The address is the secret. */
export interface Teams {
	readonly name: string;
	readonly url: string;
}

/** A message of a webhook may have 28 KB: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using. */
export const largestCard = 28 * 1024;

/** A message a change, as an Adaptive Card: workflows can neither update nor reply. */
export function teams({ name, url }: Teams, http: Http, clock: Clock): Target {
	return {
		name,
		threads: false,
		concurrency: 1,
		send(message) {
			const request = { url, headers: { "content-type": "application/json" }, body: JSON.stringify(cardOf(message)), timeout: 15_000 };
			return postTo("Teams", request, http, clock.now);
		},
	};
}

/** The card; its texts are so short that it keeps the limit whatever they hold. */
export function cardOf(message: Message): Readonly<Record<string, unknown>> {
	const closed = message.type === "alert" && message.status === "closed";
	const color = closed ? "good" : message.severity === "critical" || message.severity === "high" ? "attention" : "warning";
	const body = [
		{ type: "TextBlock", text: inert(headline(message), 250), weight: "bolder", size: "medium", color, wrap: true },
		...(message.type === "digest" ? digestBody(message) : alertBody(message)),
	];
	const actions =
		message.report && /^https?:\/\/[!-~]{1,1000}$/.test(message.report)
			? [{ type: "Action.OpenUrl", title: "Report", url: message.report }]
			: [];
	const content = { $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4", body, actions };
	return { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }] };
}

function alertBody(alert: Alert): object[] {
	const facts: (readonly [string, string | undefined])[] = [
		["Resource", alert.resource?.arn],
		["Account", alert.account === "-" ? "outside AWS" : alert.account],
		["Region", alert.region === "-" ? "outside AWS" : alert.region],
		["Cluster", alert.cluster],
		["Environment", alert.environment],
		["Rule", alert.rule?.id],
		["Before", alert.previousSeverity],
		["Scan", alert.snapshot.to],
	];
	const advice = alert.status === "open" ? alert.rule?.recommendation : undefined;
	return [
		paragraph(alert.detail, 500),
		{ type: "FactSet", facts: facts.flatMap(([title, value]) => (value ? [{ title, value: inert(value, 200) }] : [])) },
		...(advice ? [paragraph(`What to do: ${advice}`, 300)] : []),
	];
}

const digestBody = ({ worst, total }: Digest): object[] => [
	...worst.slice(0, 10).map((alert) => paragraph(headline(alert), 150)),
	...(total > worst.length ? [paragraph(`and ${total - worst.length} more`, 50)] : []),
];

const paragraph = (text: string, limit: number): object => ({ type: "TextBlock", text: inert(text, limit), wrap: true });

/** Text from outside in which the Markdown of cards means nothing, and nothing is a link or a mention. */
const inert = (text: string, limit: number): string =>
	clip(
		printable(text.slice(0, limit).replace(/\s+/g, " "))
			.replace(/[[\]()*_~`<>#]/g, (symbol) => substitutes[symbol] ?? " ")
			.replace(/:\/\//g, ":∕∕"),
		limit,
	) || "-";

const substitutes: Readonly<Record<string, string>> = {
	"[": "⁅",
	"]": "⁆",
	"(": "❨",
	")": "❩",
	"*": "∗",
	_: "＿",
	"~": "∼",
	"`": "'",
	"<": "‹",
	">": "›",
	"#": "＃",
};
