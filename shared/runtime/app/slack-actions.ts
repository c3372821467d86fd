import { createHash } from "node:crypto";
import type { Alert, Note } from "../../core/alerts/alert.ts";
import type { Http } from "../../sinks/http.ts";
import type { Incident } from "../../sinks/outbox/target.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { type ActionValue, actionIds, bindingOf, isSuppressible, readValue, writeValue } from "../../sinks/slack/actions.ts";
import { formFields, formId, readForm, refusal, suppressForm } from "../../sinks/slack/form.ts";
import { decided } from "../../sinks/slack/notes.ts";
import { type FormBot, openForm, whisper } from "../../sinks/slack/respond.ts";
import { signatureProblem } from "../../sinks/slack/signature.ts";
import type { Log } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { acknowledgement, decisionOf, keepDecision, noteOf } from "./slack-decide.ts";
import {
	type BlockActions,
	readSlackRequest,
	type SlackUser,
	type UrlAnswer,
	type UrlEvent,
	type ViewSubmission,
} from "./slack-payloads.ts";
import { decideRepair, isRepairAction } from "./slack-repair.ts";

/** What answering Slack works with. */
export interface SlackActionsParts {
	/** `fresh`: not the one that this container remembers, it may have been changed. */
	readonly signingSecret: (fresh: boolean) => Promise<string>;
	/** Who may suppress; absent: whoever can press the button. */
	readonly approvers?: readonly string[] | undefined;
	readonly longestDays: number;
	/** Who may approve and reject repairs: nobody when it is absent, since a click changes databases. */
	readonly repairApprovers?: readonly string[] | undefined;
	/** The state bucket. */
	readonly state: ObjectStore;
	/** The bot of a target of alerts; undefined when there is none of that name. */
	readonly bot: (target: string) => Promise<FormBot | undefined>;
	/** What a target was told of an incident. */
	readonly incident: (target: string, fingerprint: string) => Promise<Incident | undefined>;
	/** Keeps a note for the targets that show the incident. The same note twice is told once. */
	readonly note: (note: Note) => Promise<void>;
	readonly http: Http;
	readonly log: Log;
	readonly now: () => number;
}

const done: UrlAnswer = { statusCode: 200, body: "" };
/** Nothing says why: whoever asks without a signature learns nothing. */
const unauthorized: UrlAnswer = { statusCode: 401, body: "" };
const json = (value: unknown): UrlAnswer => ({
	statusCode: 200,
	headers: { "content-type": "application/json; charset=utf-8" },
	body: JSON.stringify(value),
});

/** More than this is no click, in bytes. */
const largestBody = 512 * 1024;

/** Answers a request to the function URL: only what Slack signed a moment ago, and each such request once, has an effect. */
export async function slackActions(event: UrlEvent, parts: SlackActionsParts): Promise<UrlAnswer> {
	const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
	// Slack looks now and then whether the certificate is in order, without a signature.
	if (isCertificateCheck(event.rawQueryString ?? "") || isCertificateCheck(body.toString("utf8", 0, 200))) return done;
	if (body.length > largestBody || !(await isGenuine(event, body, parts))) return unauthorized;
	const request = readSlackRequest(body.toString("utf8"));
	switch (request.kind) {
		case "challenge":
			return json({ challenge: request.challenge });
		case "actions":
			return pressed(request.payload, parts);
		case "submission":
			return submitted(request.payload, parts);
		case "other":
			parts.log.info("A request of Slack that means nothing here.", { type: request.type });
			return done;
	}
}

const isCertificateCheck = (form: string): boolean => /(?:^|&)ssl_check=1(?:&|$)/.test(form);

async function isGenuine(
	{ headers = {} }: UrlEvent,
	body: Buffer,
	{ signingSecret, state, log, now }: SlackActionsParts,
): Promise<boolean> {
	const signed = { timestamp: headers["x-slack-request-timestamp"], signature: headers["x-slack-signature"], body };
	let problem = signatureProblem(signed, await signingSecret(false), now());
	if (problem === "wrong") problem = signatureProblem(signed, await signingSecret(true), now());
	if (problem !== undefined) {
		log.warn("A request that Slack did not sign just now.", { signature: problem });
		return false;
	}
	const key = stateLayout.request(
		createHash("sha256")
			.update(signed.signature ?? "")
			.digest("hex"),
	);
	const first = await state.put(key, Buffer.from(""), "text/plain", { absent: true });
	if (!first) log.warn("A request that was here before.", { key });
	return first;
}

/** An incident that somebody may decide about, or what to tell whoever tried. */
type Found = { readonly alert: Alert; readonly incident: Incident } | { readonly refused: string };

/** The incident decides what a button is about, and not what the button says. */
async function find(
	value: ActionValue,
	channel: string | undefined,
	message: string | undefined,
	parts: SlackActionsParts,
): Promise<Found> {
	const incident = await parts.incident(value.target, value.fingerprint);
	if (!incident?.shown || !incident.thread) return { refused: "Parapet does not know this message yet. Try again in a minute." };
	const { shown: alert, thread } = incident;
	if (thread.channel !== channel || thread.ts !== message)
		return { refused: "This is not the message of the incident any more: there is a newer one." };
	if (alert.id !== value.alert || bindingOf(alert) !== value.binding)
		return { refused: "The incident has changed since. Look at its message again." };
	if (alert.status === "closed") return { refused: "The incident is over: there is nothing to decide." };
	return { alert, incident };
}

async function pressed(payload: BlockActions, parts: SlackActionsParts): Promise<UrlAnswer> {
	const { actions, container, response_url: responseUrl, user } = payload;
	const [action] = actions;
	if (action && isRepairAction(action.action_id)) return decideRepair(payload, action, parts);
	const value = readValue(action?.value ?? "");
	if (!value || (action?.action_id !== actionIds.acknowledge && action?.action_id !== actionIds.suppress)) {
		parts.log.info("A button that is not Parapet's.", {});
		return done;
	}
	const { api } = (await settled(parts.bot(value.target))) ?? {};
	const tell = async (text: string): Promise<UrlAnswer> => {
		if (!responseUrl || !(await whisper(responseUrl, text, parts.http, api)))
			parts.log.warn("Whoever pressed could not be told.", { text });
		return done;
	};
	try {
		const found = await find(value, container.channel_id, container.message_ts, parts);
		if ("refused" in found) return await tell(found.refused);
		const problem =
			action.action_id === actionIds.acknowledge ? await acknowledge(found, user, parts) : await ask(found, value, payload, parts);
		return problem === undefined ? done : await tell(problem);
	} catch (error) {
		logFailure(error, parts.log);
		return tell("Something went wrong at Parapet's side, and nothing was decided. Try again in a moment.");
	}
}

async function acknowledge({ alert, incident }: Exclude<Found, { refused: string }>, user: SlackUser, parts: SlackActionsParts) {
	const { acknowledged } = decided(alert, incident.notes ?? []);
	if (acknowledged) return `${acknowledged.by} has acknowledged it already.`;
	await parts.note(acknowledgement(alert, user, parts.now()));
	parts.log.info("An incident was acknowledged.", { fingerprint: alert.fingerprint, user: user.id });
	return undefined;
}

/** Opens the form; gives what to tell when that is not possible. */
async function ask({ alert }: Exclude<Found, { refused: string }>, value: ActionValue, payload: BlockActions, parts: SlackActionsParts) {
	const refused = mayNot(payload.user, parts);
	if (refused) return refused;
	if (!isSuppressible(alert)) return "What could not be read cannot be suppressed: it has to be readable again.";
	const bot = await parts.bot(value.target);
	if (!bot || payload.trigger_id === undefined) return "The form cannot be opened: the target has no bot any more.";
	const metadata = `${writeValue(value)} ${payload.container.channel_id} ${payload.container.message_ts}`;
	const problem = await openForm(bot, payload.trigger_id, suppressForm(alert, metadata, parts.now(), parts.longestDays), parts.http);
	if (problem === undefined) return undefined;
	parts.log.warn("The form could not be opened.", { problem });
	return `Slack did not open the form (${problem}). Try again.`;
}

function mayNot({ id }: SlackUser, { approvers, log }: SlackActionsParts): string | undefined {
	if (approvers === undefined || approvers.includes(id)) return undefined;
	log.warn("Somebody who may not suppress tried to.", { user: id });
	return "You are not among those who may suppress alerts (deploy.slackActions.approvers in Parapet's configuration).";
}

async function submitted(payload: ViewSubmission, parts: SlackActionsParts): Promise<UrlAnswer> {
	const { user, view } = payload;
	const [, text = "", channel, message] = /^(\S+ \S+ \S+ \S+) (\S+) (\S+)$/.exec(view.private_metadata) ?? [];
	const value = readValue(text);
	if (view.callback_id !== formId || !value || channel === undefined || message === undefined) {
		parts.log.info("A form that is not Parapet's.", {});
		return done;
	}
	const refuse = (why: string): UrlAnswer => json({ response_action: "update", view: refusal(why) });
	try {
		const refused = mayNot(user, parts);
		if (refused) return refuse(refused);
		const found = await find(value, channel, message, parts);
		if ("refused" in found) return refuse(found.refused);
		const { alert } = found;
		const filled = readForm(view.state.values, alert, parts.now(), parts.longestDays);
		if ("errors" in filled) return json({ response_action: "errors", errors: filled.errors });
		const decision = decisionOf(alert, filled, user, { target: value.target, channel, message, form: view.id }, parts.now());
		if (!decision) return refuse("The alert does not hold the whole name of the resource. Suppress it in Parapet's configuration instead.");
		// First what counts, then what is said of it.
		await keepDecision(decision, parts.state);
		parts.log.info("An alert was suppressed.", { decision: decision.suppression.id, user: user.id, covers: filled.covers });
		await parts.note(noteOf(decision, filled.covers, alert.account));
		return done;
	} catch (error) {
		logFailure(error, parts.log);
		const said = "Something went wrong at Parapet's side. Send the form again in a moment: it decides only once.";
		return json({ response_action: "errors", errors: { [formFields.reason]: said } });
	}
}

/** A bot that cannot be had is found out where it is needed. */
const settled = <T>(promise: Promise<T>): Promise<T | undefined> => promise.catch(() => undefined);

const logFailure = (error: unknown, log: Log): void =>
	log.error("A click or a form could not be dealt with.", error instanceof Error ? { error: error.name, message: error.message } : {});
