import type { Message } from "../../core/alerts/alert.ts";
import { clip } from "../../core/alerts/text.ts";
import type { Severity } from "../../core/severity.ts";
import type { Http } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Target } from "../outbox/target.ts";
import { headline } from "../sns/text.ts";
import { postTo } from "./answer.ts";

/** An integration of PagerDuty (Events API v2). */
export interface PagerDuty {
	readonly name: string;
	/** The integration key. */
	readonly routingKey: string;
	/** Default: https://events.pagerduty.com. */
	readonly api?: string | undefined;
}

const severities: Readonly<Record<Severity, string>> = {
	critical: "critical",
	high: "error",
	medium: "warning",
	low: "info",
	informational: "info",
};

/** An incident is one alert there, by its fingerprint as `dedup_key`: sending twice changes nothing, and what is closed is resolved. */
export function pagerDuty({ name, routingKey, api }: PagerDuty, http: Http, clock: Clock): Target {
	const url = `${api ?? "https://events.pagerduty.com"}/v2/enqueue`;
	return {
		name,
		threads: false,
		concurrency: 4,
		send(message) {
			const body = JSON.stringify({ routing_key: routingKey, ...eventOf(message) });
			return postTo("PagerDuty", { url, headers: { "content-type": "application/json" }, body, timeout: 15_000 }, http, clock.now);
		},
	};
}

/** The event, of which PagerDuty takes at most 512 KB. */
export function eventOf(message: Message): Readonly<Record<string, unknown>> {
	const alert = message.type === "alert" ? message : undefined;
	const { alerts: _, worst: __, ...details } = message.type === "digest" ? message : { ...message, alerts: undefined, worst: undefined };
	return {
		event_action: alert?.status === "closed" ? "resolve" : "trigger",
		dedup_key: message.fingerprint,
		client: "Parapet",
		payload: {
			summary: clip(headline(message), 1024),
			source: alert?.resource?.arn ?? (alert ? `${alert.account}/${alert.region}` : "Parapet"),
			severity: severities[message.severity],
			timestamp: message.observedAt,
			...(alert?.resource ? { component: alert.resource.name } : {}),
			...(alert?.rule ? { class: alert.rule.id } : {}),
			group: alert?.environment ?? alert?.account ?? "digest",
			custom_details: details,
		},
		...(message.report ? { links: [{ href: message.report, text: "Report" }] } : {}),
	};
}
