import type { Alert } from "../../core/alerts/alert.ts";
import { clip } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import type { Block } from "./render.ts";
import { bold, code, mrkdwn } from "./text.ts";

/** What a suppression is about: the rule on the one resource, or on everything of the account. */
export type Coverage = "resource" | "rule";

/** The form's name in Slack's payloads. */
export const formId = "parapet_suppress_form";

/** Blocks of the form, and what stands in each: errors are shown at the block. */
export const formFields = { reason: "reason", expires: "expires", covers: "covers" } as const;

/** Characters that a reason must and may have. */
export const reasonLength = { least: 10, most: 500 } as const;

const day = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The dates that a suppression may end on: from tomorrow to so many days from today, UTC. */
export const expiryBounds = (now: number, longestDays: number): { readonly first: string; readonly last: string } => ({
	first: dateOf(now + day),
	last: dateOf(now + longestDays * day),
});

/** What the form may cover: outside AWS there is no account that a rule could be suppressed in. */
const coveragesOf = ({ account }: Alert): readonly Coverage[] => (account === "-" ? ["resource"] : ["resource", "rule"]);

/** The form that asks why, until when and how far; `metadata` comes back with it. */
export function suppressForm(alert: Alert, metadata: string, now: number, longestDays: number): Block {
	const { first, last } = expiryBounds(now, longestDays);
	const initial = dateOf(now + Math.min(30, longestDays) * day);
	const name = alert.resource?.name ?? "";
	const options = coveragesOf(alert).map((value) => ({
		value,
		text: plain(value === "resource" ? `Only ${name}` : `Every resource of account ${alert.account}`, 75),
		description: plain(value === "resource" ? "This rule on this resource" : "This rule in the whole account", 75),
	}));
	return {
		type: "modal",
		callback_id: formId,
		private_metadata: metadata,
		title: plain("Suppress an alert", 24),
		submit: plain("Suppress", 24),
		close: plain("Cancel", 24),
		blocks: [
			section(`${bold(alert.title, 300)}\n${mrkdwn(alert.detail, 1000)}`),
			context(`${code(alert.rule?.id ?? "", 250)} on ${code(alert.resource?.arn ?? "", 1200)}`),
			context("It stays failed in every report, as suppressed, with your name and reason; nobody is told of it until the day it ends."),
			input(formFields.reason, "Why is nothing to be done?", {
				type: "plain_text_input",
				multiline: true,
				min_length: reasonLength.least,
				max_length: reasonLength.most,
			}),
			input(
				formFields.expires,
				"Until",
				{ type: "datepicker", initial_date: initial },
				`From ${first} to ${last}, UTC. It no longer holds on that day.`,
			),
			input(formFields.covers, "For", { type: "radio_buttons", options, initial_option: options[0] }),
		],
	};
}

/** What was filled in. */
export interface Filled {
	readonly reason: string;
	/** A date, YYYY-MM-DD. */
	readonly expires: string;
	readonly covers: Coverage;
}

/** `view.state.values` of a submission, as far as it is looked at. */
export type FormState = Readonly<
	Record<
		string,
		Readonly<
			Record<
				string,
				{
					readonly value?: string | null | undefined;
					readonly selected_date?: string | null | undefined;
					readonly selected_option?: { readonly value: string } | null | undefined;
				}
			>
		>
	>
>;

/** Reads a submission; Slack checks some of it too, but who sends a form need not be Slack's own client. Errors are by block. */
export function readForm(
	state: FormState,
	alert: Alert,
	now: number,
	longestDays: number,
): Filled | { readonly errors: Record<string, string> } {
	const at = (field: string) => state[field]?.[field];
	const reason = clip(printable((at(formFields.reason)?.value ?? "").replace(/\s+/g, " ").trim()), reasonLength.most + 1);
	const expires = at(formFields.expires)?.selected_date ?? "";
	const covers = coveragesOf(alert).find((value) => value === at(formFields.covers)?.selected_option?.value);
	const { first, last } = expiryBounds(now, longestDays);
	const errors: Record<string, string> = {};
	if (reason.length < reasonLength.least) errors[formFields.reason] = `Say why, in at least ${reasonLength.least} characters.`;
	if (reason.length > reasonLength.most) errors[formFields.reason] = `At most ${reasonLength.most} characters.`;
	if (!isDate(expires) || expires < first || expires > last) errors[formFields.expires] = `Choose a date from ${first} to ${last}.`;
	if (covers === undefined) errors[formFields.covers] = "Choose one of them.";
	return covers === undefined || Object.keys(errors).length > 0 ? { errors } : { reason, expires, covers };
}

const isDate = (text: string): boolean =>
	/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text;

/** Instead of the form: why nothing came of it. */
export const refusal = (text: string): Block => ({
	type: "modal",
	title: plain("Not suppressed", 24),
	close: plain("Close", 24),
	blocks: [section(mrkdwn(text, 1000))],
});

/** Plain text shows what it is given: nothing in it links or mentions. */
const plain = (text: string, limit: number): Block => ({ type: "plain_text", text: clip(printable(text), limit) || "-", emoji: false });
const markup = (text: string): Block => ({ type: "mrkdwn", text, verbatim: true });
const section = (text: string): Block => ({ type: "section", text: markup(text) });
const context = (text: string): Block => ({ type: "context", elements: [markup(text)] });
const input = (id: string, label: string, element: Block, hint?: string): Block => ({
	type: "input",
	block_id: id,
	label: plain(label, 150),
	element: { ...element, action_id: id },
	...(hint === undefined ? {} : { hint: plain(hint, 150) }),
});
