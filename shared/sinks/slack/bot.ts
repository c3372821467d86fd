import type { Alert, Message } from "../../core/alerts/alert.ts";
import { type Http, type HttpRequest, NoAnswer } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Attempt, Outcome, Target, Thread } from "../outbox/target.ts";
import { failureOfError, failureOfStatus, outcomeOf, type Read, type SlackAnswer, type SlackHistoryMessage } from "./answer.ts";
import { pace } from "./pace.ts";
import { type Mentions, plainSlack, renderReply, renderSlack, type SlackMessage } from "./render.ts";

/** A channel, and the bot that posts there. */
export interface SlackBot {
	readonly name: string;
	/** Its id, or `#name`; only with an id can a message be looked for whose sending was cut off. */
	readonly channel: string;
	/** A bot token (xoxb-…); needs `chat:write`, and `channels:history` or `groups:history` to look for messages. */
	readonly token: string;
	readonly mentions: Mentions;
	/** Default: https://slack.com/api. */
	readonly api?: string | undefined;
}

/** After so long, in milliseconds, an incident that comes back has a new message instead of a reply that nobody sees. */
const sameThreadFor = 7 * 24 * 3_600_000;
const timeout = 15_000;
/** Pages of history that are looked through for a message; Slack gives apps that are sold outside its marketplace fifteen messages a page. */
const pages = 5;

/**
 * One message an incident, updated in place, with a reply in its thread for each change. Slack has no idempotency key, so every message
 * carries its delivery's id as metadata: when it is not known whether an attempt arrived, the channel's history is asked first.
 */
export function slackBot(bot: SlackBot, http: Http, clock: Clock): Target {
	const call = caller(bot, http, clock);
	return {
		name: bot.name,
		threads: true,
		concurrency: 1,
		async send(message, { incident, uncertainSince }) {
			if (message.type === "digest" || !incident?.thread || isStale(message, incident, clock.now()))
				return post(call, message, undefined, bot, uncertainSince);
			return follow(call, message, incident.thread, bot, uncertainSince);
		},
	};
}

const isStale = (alert: Alert, incident: NonNullable<Attempt["incident"]>, now: number): boolean =>
	alert.status === "open" && incident.status === "closed" && now - incident.changedAt > sameThreadFor;

type Call = (method: string, body: Readonly<Record<string, unknown>>) => Promise<Read>;

/** Updates the incident's message and says in its thread what changed. */
async function follow(call: Call, alert: Alert, thread: Thread, bot: SlackBot, uncertainSince: number | undefined): Promise<Outcome> {
	const rendered = renderSlack(alert);
	const updated = await withPlainText(alert, rendered, (content) =>
		call("chat.update", { channel: thread.channel, ts: thread.ts, ...content }),
	);
	if ("outcome" in updated) return updated.outcome;
	const { error } = updated.answer;
	// Somebody deleted it, or Slack keeps messages for a limited time: the incident begins anew.
	if (error === "message_not_found" || error === "thread_not_found") return post(call, alert, undefined, bot, uncertainSince);
	// A workspace may forbid edits; the reply then tells all the same.
	const tolerated = error !== undefined && /^(?:edit_window_closed|cant_update_message|update_failed)$/.test(error);
	if (!updated.answer.ok && !tolerated) return outcomeOf(error ?? "");
	const replied = await post(call, alert, thread, bot, uncertainSince);
	return replied.outcome === "sent" ? { outcome: "sent", thread } : replied;
}

async function post(
	call: Call,
	message: Message,
	thread: Thread | undefined,
	bot: SlackBot,
	uncertainSince: number | undefined,
): Promise<Outcome> {
	const channel = thread?.channel ?? bot.channel;
	if (uncertainSince !== undefined) {
		const found = await look(call, message.id, channel, thread, uncertainSince);
		if (found) return found;
	}
	const rendered = thread && message.type === "alert" ? renderReply(message, bot.mentions) : renderSlack(message, bot.mentions);
	const sent = await withPlainText(message, rendered, (content) =>
		call("chat.postMessage", {
			channel,
			...content,
			...(thread ? { thread_ts: thread.ts } : {}),
			unfurl_links: false,
			unfurl_media: false,
			metadata: { event_type: eventType, event_payload: { delivery: message.id, fingerprint: message.fingerprint } },
		}),
	);
	if ("outcome" in sent) return sent.outcome;
	const { ok, error, ts, channel: id } = sent.answer;
	if (!ok) return outcomeOf(error ?? "");
	return { outcome: "sent", ...(message.type === "alert" && ts ? { thread: thread ?? { channel: id ?? channel, ts } } : {}) };
}

const eventType = "parapet_alert";

/** The message that an earlier attempt posted after all; undefined when there is none, or when the history may not be read. */
async function look(call: Call, id: string, channel: string, thread: Thread | undefined, since: number): Promise<Outcome | undefined> {
	// The clocks of Slack and this machine are not the same.
	const oldest = String((since - 300_000) / 1000);
	let cursor: string | undefined;
	for (let page = 0; page < pages; page++) {
		const where = thread ? { channel: thread.channel, ts: thread.ts } : { channel };
		const read = await call(thread ? "conversations.replies" : "conversations.history", {
			...where,
			oldest,
			limit: 100,
			include_all_metadata: true,
			...(cursor ? { cursor } : {}),
		});
		if ("outcome" in read) {
			// Later is better than twice; without the right to read there is no later.
			return read.outcome.outcome === "retry" ? { ...read.outcome, uncertain: true } : undefined;
		}
		if (!read.answer.ok) return outcomeOf(read.answer.error ?? "").outcome === "retry" ? { ...retry(read.answer.error) } : undefined;
		const match = read.answer.messages?.find((message) => isDelivery(message, id));
		if (match?.ts) return { outcome: "sent", thread: thread ?? { channel, ts: match.ts } };
		cursor = read.answer.response_metadata?.next_cursor || undefined;
		if (!cursor) return undefined;
	}
	return undefined;
}

const retry = (error: string | undefined): Outcome => ({
	outcome: "retry",
	reason: `Slack: ${error ?? "no reason"}, while looking for a message`,
	uncertain: true,
});

const isDelivery = ({ metadata }: SlackHistoryMessage, id: string): boolean =>
	metadata?.event_type === eventType && metadata.event_payload?.delivery === id;

/** Tries without blocks when Slack does not take them: a plain alert is better than none. */
export async function withPlainText(
	message: Message,
	rendered: SlackMessage,
	send: (content: SlackMessage) => Promise<Read>,
): Promise<Read> {
	const first = await send(rendered);
	const rejected =
		"outcome" in first
			? first.outcome.outcome === "rejected"
			: !first.answer.ok && outcomeOf(first.answer.error ?? "").outcome === "rejected";
	return rejected ? send(plainSlack(message)) : first;
}

/** Methods of the Web API, each at its pace: a message a second in a channel, fifty updates and histories a minute. */
function caller(bot: SlackBot, http: Http, clock: Clock): Call {
	const posts = pace(clock, 1000);
	const others = pace(clock, 1200);
	const headers = { authorization: `Bearer ${bot.token}`, "content-type": "application/json; charset=utf-8" };
	return async (method, body) => {
		if (method === "chat.postMessage") await posts(String(body.channel));
		else await others(method);
		try {
			const response = await http(requestOf(`${bot.api ?? "https://slack.com/api"}/${method}`, method, body, headers));
			const failure = failureOfStatus(response, clock.now());
			return failure ? { outcome: failure } : { answer: parse(response.body) };
		} catch (error) {
			return { outcome: failureOfError(error) };
		}
	};
}

/** Methods that read take no JSON: https://docs.slack.dev/apis/web-api/#post_bodies. */
function requestOf(url: string, method: string, body: Readonly<Record<string, unknown>>, headers: HttpRequest["headers"]): HttpRequest {
	if (method.startsWith("chat.")) return { url, headers, body: JSON.stringify(body), timeout };
	const query = new URLSearchParams(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]));
	const { "content-type": _, ...rest } = headers;
	return { url: `${url}?${query}`, headers: rest, timeout };
}

function parse(body: string): SlackAnswer {
	try {
		const answer = JSON.parse(body) as SlackAnswer;
		if (typeof answer === "object" && answer !== null && typeof answer.ok === "boolean") return answer;
	} catch {
		// Said below.
	}
	// Something between us and Slack answered, or Slack's answer was cut off.
	throw new NoAnswer("Slack's answer is not what it should be", true);
}
