import type { Alert, Message, Note } from "../../core/alerts/alert.ts";
import { type Http, type HttpRequest, NoAnswer } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Attempt, Incident, Outcome, Span, Target, Thread } from "../outbox/target.ts";
import { failureOfError, failureOfStatus, outcomeOf, type Read, type SlackAnswer, type SlackHistoryMessage } from "./answer.ts";
import { plainNote, renderNote } from "./notes.ts";
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
	/** Messages have buttons to acknowledge and to suppress: somebody answers when they are pressed. */
	readonly actions?: boolean | undefined;
	/** Default: https://slack.com/api. */
	readonly api?: string | undefined;
}

/** After so long, in milliseconds, an incident that comes back has a new message instead of a reply that nobody sees. */
const sameThreadFor = 7 * 24 * 3_600_000;
const timeout = 15_000;
/** Pages of history that are looked through for a message; Slack gives apps that are sold outside its marketplace fifteen messages a page. */
const pages = 20;
/** How far the clocks of Slack and this machine may be apart, in milliseconds. */
const clockDifference = 15_000;
/** Attempts for a page of history. */
const pageAttempts = 3;

/**
 * One message an incident, updated in place, with a reply in its thread for each change. Slack has no idempotency key, so every message
 * carries its delivery's id as metadata: when it is not known whether an attempt arrived, the channel's history is asked first.
 */
export function slackBot(bot: SlackBot, http: Http, clock: Clock): Target {
	const slack = caller(bot, http, clock);
	const callsOf = (keepAlive: Attempt["keepAlive"]): Calls => {
		const call: Call = async (method, body) => {
			await keepAlive?.();
			return slack(method, body);
		};
		return { call, read: patiently(call, clock) };
	};
	return {
		name: bot.name,
		threads: true,
		concurrency: 1,
		looks: true,
		async send(message, attempt) {
			const { incident, uncertain, keepAlive, folded } = attempt;
			const calls = callsOf(keepAlive);
			const quiet = folded ? { ...bot, mentions: {} } : bot;
			const thread = incident?.thread;
			if (message.type === "digest" || !thread || isElsewhere(thread, bot) || isStale(message, incident, clock.now()))
				return post(calls, rootOf(message, quiet), undefined, quiet, uncertain);
			return follow(calls, message, { ...incident, thread }, quiet, uncertain);
		},
		async note(note, { incident, uncertain, keepAlive }) {
			const calls = callsOf(keepAlive);
			// Without a message there is nothing that could be answered.
			if (!incident?.thread) return { outcome: "sent" };
			return annotate(calls, note, { ...incident, thread: incident.thread }, bot, uncertain);
		},
	};
}

/** Something to post: its id is that of the delivery. */
interface Post {
	readonly id: string;
	readonly fingerprint: string;
	readonly isAlert: boolean;
	readonly rendered: SlackMessage;
	readonly plain: SlackMessage;
}

const buttonsOf = ({ actions, name }: SlackBot): { readonly target?: string } => (actions ? { target: name } : {});

const rootOf = (message: Message, bot: SlackBot): Post => ({
	id: message.id,
	fingerprint: message.fingerprint,
	isAlert: message.type === "alert",
	rendered: renderSlack(message, bot.mentions, buttonsOf(bot)),
	plain: plainSlack(message),
});

/** An incident that has its message. */
type Told = Incident & { readonly thread: Thread };

/** A page of history is asked for again when that fails: to know nothing would hold the message back. */
const patiently =
	(call: Call, clock: Clock): Call =>
	async (method, body) => {
		for (let attempt = 1; ; attempt++) {
			const page = await call(method, body);
			if (attempt === pageAttempts || !("outcome" in page) || page.outcome.outcome !== "retry") return page;
			await clock.sleep(Math.min(5_000, page.outcome.afterMs ?? 1_000));
		}
	};

/** The configuration has named another channel since. */
const isElsewhere = ({ channel }: Thread, bot: SlackBot): boolean => !bot.channel.startsWith("#") && channel !== bot.channel;

const isStale = (alert: Alert, incident: NonNullable<Attempt["incident"]>, now: number): boolean =>
	alert.status === "open" && incident.status === "closed" && now - incident.changedAt > sameThreadFor;

/** The way to Slack: for what changes something once, for what reads again when it fails. */
interface Calls {
	readonly call: Call;
	readonly read: Call;
}

type Call = (method: string, body: Readonly<Record<string, unknown>>) => Promise<Read>;

/** Updates the incident's message and says in its thread what changed. */
async function follow(calls: Calls, alert: Alert, incident: Told, bot: SlackBot, uncertain: Span | undefined): Promise<Outcome> {
	const { thread, notes } = incident;
	const updated = await update(calls, alert, renderSlack(alert, {}, { ...buttonsOf(bot), notes }), thread);
	if (updated === "gone") return post(calls, rootOf(alert, bot), undefined, bot, uncertain);
	if (updated) return updated;
	const reply: Post = {
		id: alert.id,
		fingerprint: alert.fingerprint,
		isAlert: true,
		rendered: renderReply(alert, bot.mentions),
		plain: plainSlack(alert),
	};
	const replied = await post(calls, reply, thread, bot, uncertain);
	return replied.outcome === "sent" ? { outcome: "sent", thread } : replied;
}

/** Shows in the incident's message what somebody decided, and says it in its thread. */
async function annotate(calls: Calls, note: Note, incident: Told, bot: SlackBot, uncertain: Span | undefined): Promise<Outcome> {
	const { thread, shown, notes = [] } = incident;
	if (shown) {
		const updated = await update(calls, shown, renderSlack(shown, {}, { ...buttonsOf(bot), notes: [...notes, note] }), thread);
		// Whoever deleted the message has seen it; a thread without its beginning would help nobody.
		if (updated === "gone") return { outcome: "sent" };
		if (updated) return updated;
	}
	const reply: Post = {
		id: note.id,
		fingerprint: note.fingerprint,
		isAlert: false,
		rendered: renderNote(note, buttonsOf(bot).target),
		plain: plainNote(note),
	};
	const replied = await post(calls, reply, thread, bot, uncertain);
	return replied.outcome === "sent" ? { outcome: "sent" } : replied;
}

/** Rewrites the incident's message; undefined when it was, or need not be. `gone`: somebody deleted it, or Slack keeps messages for a limited time. */
async function update({ call }: Calls, alert: Alert, rendered: SlackMessage, thread: Thread): Promise<Outcome | "gone" | undefined> {
	const updated = await withPlainText(rendered, plainSlack(alert), (content) =>
		call("chat.update", { channel: thread.channel, ts: thread.ts, ...content }),
	);
	if ("outcome" in updated) return updated.outcome;
	const { ok, error } = updated.answer;
	if (error === "message_not_found" || error === "thread_not_found") return "gone";
	// A workspace may forbid edits; the reply then tells all the same.
	const tolerated = error !== undefined && /^(?:edit_window_closed|cant_update_message|update_failed)$/.test(error);
	return ok || tolerated ? undefined : outcomeOf(error ?? "");
}

async function post(calls: Calls, item: Post, thread: Thread | undefined, bot: SlackBot, uncertain: Span | undefined): Promise<Outcome> {
	const channel = thread?.channel ?? bot.channel;
	if (uncertain !== undefined) {
		const found = await look(calls.read, item.id, channel, thread, uncertain);
		if (found) return found;
	}
	const outcome = await postAnew(calls.call, item, thread, bot);
	return uncertain !== undefined && outcome.outcome === "retry" ? { ...outcome, absent: true } : outcome;
}

async function postAnew(call: Call, item: Post, thread: Thread | undefined, bot: SlackBot): Promise<Outcome> {
	const channel = thread?.channel ?? bot.channel;
	const sent = await withPlainText(item.rendered, item.plain, (content) =>
		call("chat.postMessage", {
			channel,
			...content,
			...(thread ? { thread_ts: thread.ts } : {}),
			unfurl_links: false,
			unfurl_media: false,
			metadata: { event_type: eventType, event_payload: { delivery: item.id, fingerprint: item.fingerprint } },
		}),
	);
	if ("outcome" in sent) return sent.outcome;
	const { ok, error, ts, channel: id } = sent.answer;
	if (!ok) return outcomeOf(error ?? "");
	return { outcome: "sent", ...(item.isAlert && ts ? { thread: thread ?? { channel: id ?? channel, ts } } : {}) };
}

const eventType = "parapet_alert";

/** The message that an earlier attempt posted after all; undefined when there is none, or when the history may not be read. */
async function look(read: Call, id: string, channel: string, thread: Thread | undefined, { from, to }: Span): Promise<Outcome | undefined> {
	const oldest = String((from - clockDifference) / 1000);
	const latest = String((to + timeout + clockDifference) / 1000);
	let cursor: string | undefined;
	for (let page = 0; page < pages; page++) {
		const where = thread ? { channel: thread.channel, ts: thread.ts } : { channel };
		const answered = await read(thread ? "conversations.replies" : "conversations.history", {
			...where,
			oldest,
			latest,
			limit: 100,
			include_all_metadata: true,
			...(cursor ? { cursor } : {}),
		});
		if ("outcome" in answered) {
			// Later is better than twice; without the right to read there is no later.
			return answered.outcome.outcome === "retry" ? { ...answered.outcome, uncertain: true } : undefined;
		}
		if (!answered.answer.ok)
			return outcomeOf(answered.answer.error ?? "").outcome === "retry" ? { ...retry(answered.answer.error) } : undefined;
		const match = answered.answer.messages?.find((message) => isDelivery(message, id));
		if (match?.ts) return { outcome: "sent", thread: thread ?? { channel, ts: match.ts } };
		cursor = answered.answer.response_metadata?.next_cursor || undefined;
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
	rendered: SlackMessage,
	plain: SlackMessage,
	send: (content: SlackMessage) => Promise<Read>,
): Promise<Read> {
	const first = await send(rendered);
	const rejected =
		"outcome" in first
			? first.outcome.outcome === "rejected"
			: !first.answer.ok && outcomeOf(first.answer.error ?? "").outcome === "rejected";
	return rejected ? send(plain) : first;
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
