import { type HttpResponse, NoAnswer, retryAfter } from "../http.ts";
import type { Outcome } from "../outbox/target.ts";

/** The answer of a method of the Web API. */
export interface SlackAnswer {
	readonly ok: boolean;
	readonly error?: string;
	readonly ts?: string;
	readonly channel?: string;
	readonly messages?: readonly SlackHistoryMessage[];
	readonly response_metadata?: { readonly next_cursor?: string };
}

/** A message of a channel's history, as far as it is looked at. */
export interface SlackHistoryMessage {
	readonly ts?: string;
	readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly delivery?: unknown } };
}

/** What an answer means: the answer itself, or why there is none. */
export type Read = { readonly answer: SlackAnswer } | { readonly outcome: Exclude<Outcome, { outcome: "sent" }> };

/** Errors that another try may not have: https://docs.slack.dev/reference/methods/chat.postMessage#errors. */
const temporary = /^(?:ratelimited|rate_limited|message_limit_exceeded|service_unavailable|team_added_to_org|request_timeout)$/;
/** Slack says of these that the message may have been posted. */
const perhapsDone = /^(?:internal_error|fatal_error)$/;
/** The channel, the token or its rights: every message will fail until somebody changes them. */
const ofTheTarget =
	/^(?:invalid_auth|not_authed|account_inactive|token_revoked|token_expired|access_denied|missing_scope|no_permission|channel_not_found|not_in_channel|is_archived|channel_is_archived|restricted_action.*|ekm_access_denied|accesslimited|team_access_not_granted|org_login_required|not_allowed_token_type|enterprise_is_restricted|action_prohibited|no_service|no_service_id|no_team|team_disabled|invalid_token|no_active_hooks|posting_to_general_channel_denied|messages_tab_disabled|user_not_found)$/;
/** The message itself. */
const ofTheMessage =
	/^(?:invalid_blocks.*|invalid_attachments|msg_too_long|msg_blocks_too_long|no_text|too_many_attachments|invalid_payload|invalid_arguments|invalid_metadata.*|metadata_.*|missing_text_or_fallback_or_attachments|block_mismatch|markdown_text_conflict)$/;

/** What an error code of Slack means for the message. */
export function outcomeOf(error: string): Exclude<Outcome, { outcome: "sent" }> {
	const reason = `Slack: ${/^[\w.-]{1,60}$/.test(error) ? error : "an error without a name"}`;
	if (ofTheTarget.test(error)) return { outcome: "refused", reason };
	if (ofTheMessage.test(error)) return { outcome: "rejected", reason };
	// An error that is not known here may pass: the message stays in the outbox until it does.
	return { outcome: "retry", reason, uncertain: perhapsDone.test(error) && !temporary.test(error) };
}

/** What went wrong below Slack's own answers, or undefined when the status is a success. */
export function failureOfStatus(response: HttpResponse, now: number): Exclude<Outcome, { outcome: "sent" }> | undefined {
	const { status } = response;
	if (status >= 200 && status < 300) return undefined;
	const reason = `Slack answered with ${status}`;
	if (status === 429) {
		const afterMs = retryAfter(response, now) ?? 30_000;
		return { outcome: "retry", reason: `${reason} (too many messages)`, afterMs, uncertain: false };
	}
	if (status >= 500 || status === 408) {
		const afterMs = retryAfter(response, now);
		return { outcome: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }), uncertain: true };
	}
	return { outcome: status === 400 || status === 413 ? "rejected" : "refused", reason };
}

/** Why there was no answer at all. */
export function failureOfError(error: unknown): Exclude<Outcome, { outcome: "sent" }> {
	if (!(error instanceof NoAnswer)) throw error;
	return { outcome: "retry", reason: error.message, uncertain: error.uncertain };
}
