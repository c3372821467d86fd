import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Http, type HttpRequest, type HttpResponse, NoAnswer } from "../../shared/sinks/http.ts";

/**
 * Slack's published limits, written down here a second time on purpose: https://docs.slack.dev/reference/block-kit/blocks,
 * https://docs.slack.dev/reference/methods/chat.postMessage. Gives what is wrong with a payload.
 */
export function problemsOf(payload: unknown): string[] {
	const problems: string[] = [];
	const message = payload as { text?: unknown; blocks?: unknown; attachments?: unknown };
	const attachments = (message.attachments ?? []) as { color?: unknown; blocks?: unknown }[];
	const groups = [(message.blocks ?? []) as Json[], ...attachments.map((attachment) => (attachment.blocks ?? []) as Json[])];
	if (typeof message.text !== "string" || message.text === "") problems.push("no fallback text");
	else if (message.text.length > 4000) problems.push("the fallback text is longer than 4000");
	if (groups.flat().length > 50) problems.push("more than 50 blocks");
	// Not documented, but true: slackapi/bolt-js#2509.
	if (JSON.stringify(groups).length > 13_200) problems.push("msg_blocks_too_long");
	for (const { color } of attachments)
		if (typeof color !== "string" || !/^#[0-9a-f]{6}$/.test(color)) problems.push("a colour that is none");
	for (const block of groups.flat()) problems.push(...blockProblems(block));
	for (const text of [message.text, ...groups.flat().flatMap(textsOf)]) if (typeof text === "string") problems.push(...markup(text));
	return problems;
}

/** A JSON object. */
export type Json = Record<string, unknown>;

function blockProblems(block: Json): string[] {
	const problems: string[] = [];
	const check = (text: unknown, limit: number, where: string) => {
		const { type, text: value } = (text ?? {}) as Json;
		if (type !== "mrkdwn" && type !== "plain_text") problems.push(`${where}: no text object`);
		else if (typeof value !== "string" || value.length < 1) problems.push(`${where}: empty`);
		else if (value.length > limit) problems.push(`${where}: ${value.length} characters, ${limit} allowed`);
	};
	if (block.type === "header") check(block.text, 150, "header");
	else if (block.type === "section") {
		if (block.text === undefined && block.fields === undefined) problems.push("section: neither text nor fields");
		if (block.text !== undefined) check(block.text, 3000, "section");
		const fields = (block.fields ?? []) as unknown[];
		if (block.fields !== undefined && (fields.length < 1 || fields.length > 10)) problems.push(`section: ${fields.length} fields`);
		for (const field of fields) check(field, 2000, "field");
	} else if (block.type === "context") {
		const elements = (block.elements ?? []) as unknown[];
		if (elements.length < 1 || elements.length > 10) problems.push(`context: ${elements.length} elements`);
		for (const element of elements) check(element, 3000, "context");
	} else if (block.type === "actions") {
		const elements = (block.elements ?? []) as Json[];
		if (elements.length < 1 || elements.length > 25) problems.push(`actions: ${elements.length} elements`);
		const ids = elements.map((element) => String(element.action_id));
		if (new Set(ids).size < ids.length) problems.push("actions: an action_id twice");
		for (const element of elements) {
			if (element.type !== "button") problems.push(`unknown element ${String(element.type)}`);
			check(element.text, 75, "button");
			if ((element.text as Json).type !== "plain_text") problems.push("button: its text must be plain");
			if (String(element.action_id).length > 255) problems.push("button: its action_id is too long");
			if (typeof element.value === "string" && element.value.length > 2000) problems.push("button: its value is too long");
		}
	} else if (block.type !== "divider") problems.push(`unknown block ${String(block.type)}`);
	return problems;
}

/** What is wrong with a form: https://docs.slack.dev/reference/views/modal-views and https://docs.slack.dev/reference/block-kit/block-elements. */
export function viewProblems(view: Json): string[] {
	const problems: string[] = [];
	const plain = (text: unknown, limit: number, where: string) => {
		const { type, text: value } = (text ?? {}) as Json;
		if (type !== "plain_text") problems.push(`${where}: must be plain text`);
		else if (typeof value !== "string" || value.length < 1 || value.length > limit) problems.push(`${where}: 1 to ${limit} characters`);
	};
	if (view.type !== "modal") problems.push("no modal");
	plain(view.title, 24, "title");
	if (view.close !== undefined) plain(view.close, 24, "close");
	if (String(view.private_metadata ?? "").length > 3000) problems.push("private_metadata is too long");
	if (String(view.callback_id ?? "").length > 255) problems.push("callback_id is too long");
	const blocks = view.blocks as Json[];
	const inputs = blocks.filter((block) => block.type === "input");
	if (inputs.length > 0) plain(view.submit, 24, "submit");
	for (const block of blocks.filter((each) => each.type !== "input")) problems.push(...blockProblems(block));
	for (const text of blocks.flatMap(textsOf)) problems.push(...markup(text));
	for (const { label, hint, element } of inputs as { label: unknown; hint?: unknown; element: Json }[]) {
		plain(label, 2000, "label");
		if (hint !== undefined) plain(hint, 2000, "hint");
		if (element.type === "radio_buttons") {
			const options = element.options as Json[];
			if (options.length < 1 || options.length > 10) problems.push(`radio_buttons: ${options.length} options`);
			for (const option of options) {
				plain(option.text, 75, "option");
				plain(option.description, 75, "description");
			}
		} else if (element.type === "datepicker") {
			if (!/^\d{4}-\d\d-\d\d$/.test(String(element.initial_date))) problems.push("datepicker: no date");
		} else if (element.type !== "plain_text_input") problems.push(`unknown element ${String(element.type)}`);
	}
	return problems;
}

const textsOf = (block: Json): string[] =>
	[block.text, ...((block.fields ?? []) as unknown[]), ...((block.elements ?? []) as unknown[])].flatMap((text) =>
		typeof (text as Json | undefined)?.text === "string" ? [(text as { text: string }).text] : [],
	);

/** Angle brackets are links to web addresses and mentions of the configuration, and nothing else; an ampersand begins an entity. */
function markup(text: string): string[] {
	const rest = text.replace(/<(?:https?:\/\/[^<>|\s]+\|[^<>|]*|!here|!subteam\^S0TEAM01|@U0USER01)>/g, "");
	const problems = /[<>]/.test(rest) ? [`markup from outside: ${rest.slice(0, 100)}`] : [];
	if (/&(?!amp;|lt;|gt;)/.test(rest)) problems.push(`an ampersand that is not escaped: ${rest.slice(0, 100)}`);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
	if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)) problems.push("characters that act");
	return problems;
}

/** A message as the stand-in keeps it. */
export interface Posted {
	readonly channel: string;
	readonly ts: string;
	readonly thread?: string;
	readonly delivery?: string;
	readonly fingerprint?: string;
	readonly at: number;
	text: string;
	updates: string[];
	/** As it is shown now. */
	payload: Json;
}

/** What the stand-in does with a call instead of answering it. `lost`: it acts, and its answer does not arrive. */
export type Fault =
	| { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
	| { readonly kind: "error"; readonly error: string }
	| { readonly kind: "timeout" | "lost" | "garbled" };

/** How the stand-in behaves. */
export interface SlackOptions {
	readonly token?: string;
	readonly now?: () => number;
	/** A fault for a call, or undefined. */
	readonly fault?: (method: string, call: number) => Fault | undefined;
	/** Rights of the token. */
	readonly scopes?: string;
	/** Channels by id; `#name` is found by its name. Default: C0000001 #alerts. */
	readonly channels?: Readonly<Record<string, string>>;
}

/** A workspace that takes messages as Slack does and checks them against its limits. `http` is the way to it without a socket. */
export function slackWorkspace(options: SlackOptions = {}) {
	const { token = "xoxb-test-token", now = Date.now, channels = { C0000001: "#alerts" } } = options;
	const messages: Posted[] = [];
	const byTs = new Map<string, Posted>();
	const problems: string[] = [];
	const calls: { method: string; at: number }[] = [];
	const views: Json[] = [];
	const whispers: { url: string; body: Json }[] = [];
	let serial = 0;
	let fault = options.fault;

	function post(body: Json): Json {
		const channel = channelOf(body.channel, channels);
		if (!channel) return { ok: false, error: "channel_not_found" };
		const thread = body.thread_ts as string | undefined;
		if (thread !== undefined && !byTs.has(thread)) problems.push(`a reply to ${thread}, which is not there`);
		problems.push(...problemsOf(body));
		const payload = (body.metadata as { event_payload?: Json } | undefined)?.event_payload ?? {};
		const at = now();
		const ts = `${(at / 1000).toFixed(3)}${String(++serial).padStart(6, "0")}`;
		const message: Posted = {
			channel,
			ts,
			at,
			text: String(body.text),
			updates: [],
			payload: body,
			...(thread === undefined ? {} : { thread }),
			...(payload.delivery === undefined ? {} : { delivery: String(payload.delivery), fingerprint: String(payload.fingerprint) }),
		};
		messages.push(message);
		byTs.set(ts, message);
		return { ok: true, channel, ts };
	}

	function act(method: string, body: Json): Json {
		if (method === "chat.postMessage") return post(body);
		if (method === "chat.update") {
			const message = byTs.get(String(body.ts));
			if (!message || message.channel !== body.channel) return { ok: false, error: "message_not_found" };
			problems.push(...problemsOf(body));
			message.text = String(body.text);
			message.updates.push(message.text);
			message.payload = body;
			return { ok: true, channel: message.channel, ts: message.ts };
		}
		if (method === "conversations.history" || method === "conversations.replies") {
			if (!(String(body.channel) in channels)) return { ok: false, error: "channel_not_found" };
			const thread = method === "conversations.replies" ? body.ts : undefined;
			const found: Posted[] = [];
			// Newest first; what is older than asked for ends the search.
			for (let index = messages.length - 1; index >= 0; index--) {
				const each = messages[index] as Posted;
				if (Number(each.ts) < Number(body.oldest ?? 0)) break;
				const wanted = thread === undefined ? each.thread === undefined : each.thread === thread;
				if (wanted && each.channel === body.channel && Number(each.ts) <= Number(body.latest ?? Number.POSITIVE_INFINITY)) found.push(each);
			}
			const from = Number(body.cursor ?? 0);
			// Slack gives some apps fifteen at most, whatever they ask for.
			const page = found.slice(from, from + 15);
			return {
				ok: true,
				messages: page.map((each) => ({
					ts: each.ts,
					metadata: { event_type: "parapet_alert", event_payload: { delivery: each.delivery, fingerprint: each.fingerprint } },
				})),
				response_metadata: { next_cursor: from + 15 < found.length ? String(from + 15) : "" },
			};
		}
		if (method === "auth.test") return { ok: true, team: "Acme", user: "parapet", team_id: "T0000001" };
		if (method === "views.open") {
			const view = body.view as Json;
			problems.push(...viewProblems(view));
			if (body.trigger_id === "expired") return { ok: false, error: "expired_trigger_id" };
			views.push(view);
			return { ok: true, view: { id: `V${views.length}` } };
		}
		return { ok: false, error: "unknown_method" };
	}

	const http: Http = async (request: HttpRequest): Promise<HttpResponse> => {
		const url = new URL(request.url);
		const method = url.pathname.split("/").at(-1) ?? "";
		const webhook = url.pathname.startsWith("/services/");
		calls.push({ method: webhook ? "webhook" : method, at: now() });
		const body = request.body === undefined ? Object.fromEntries(url.searchParams) : (JSON.parse(request.body) as Json);
		const planned = fault?.(webhook ? "webhook" : method, calls.length);
		if (planned?.kind === "status")
			return {
				status: planned.status,
				headers: planned.retryAfter === undefined ? {} : { "retry-after": String(planned.retryAfter) },
				body: "",
			};
		if (planned?.kind === "timeout") throw new NoAnswer("Slack did not answer within 15 s", true);
		if (planned?.kind === "error") return answer({ ok: false, error: planned.error });
		if (url.pathname.startsWith("/actions/")) {
			problems.push(...markup(String(body.text)));
			whispers.push({ url: request.url, body });
			return { status: 200, headers: {}, body: "ok" };
		}
		if (webhook) return hook(body, planned);
		if (request.headers.authorization !== `Bearer ${token}`) return answer({ ok: false, error: "invalid_auth" });
		const done = act(method, body);
		if (planned?.kind === "lost") throw new NoAnswer("the connection broke off", true);
		if (planned?.kind === "garbled") return { status: 200, headers: {}, body: '{"ok":tr' };
		const { scopes = "chat:write,channels:history" } = options;
		return { ...answer(done), headers: { "x-oauth-scopes": scopes } };
	};

	function hook(body: Json, planned: Fault | undefined): HttpResponse {
		post({ ...body, channel: Object.keys(channels)[0] });
		if (planned?.kind === "lost") throw new NoAnswer("the connection broke off", true);
		return { status: 200, headers: {}, body: "ok" };
	}

	return {
		http,
		messages,
		/** What was wrong with payloads so far. */
		problems,
		calls,
		/** Forms that were opened. */
		views,
		/** What was told to one person alone, by the address that came with a click. */
		whispers,
		roots: () => messages.filter((message) => message.thread === undefined),
		replies: (ts: string) => messages.filter((message) => message.thread === ts),
		setFault: (next: SlackOptions["fault"]) => {
			fault = next;
		},
	};
}

const channelOf = (wanted: unknown, channels: Readonly<Record<string, string>>): string | undefined =>
	Object.keys(channels).find((id) => id === wanted || channels[id] === wanted);

const answer = (body: Json): HttpResponse => ({ status: 200, headers: {}, body: JSON.stringify(body) });

/** The workspace behind a socket of this machine, for commands. A fault `timeout` leaves the request without an answer. */
export async function slackServer(workspace: ReturnType<typeof slackWorkspace>): Promise<{ url: string; stop: () => Promise<void> }> {
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const body = Buffer.concat(chunks).toString("utf8");
			const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
			workspace.http({ url: `http://slack${request.url}`, headers, timeout: 0, ...(request.method === "POST" ? { body } : {}) }).then(
				({ status, headers: answered, body: text }) => response.writeHead(status, answered as Record<string, string>).end(text),
				() => request.socket.destroy(),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
