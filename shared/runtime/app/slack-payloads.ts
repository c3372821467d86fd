import * as z from "zod";

/** The part of a Lambda function URL's event (payload format 2.0) that is looked at. Names of headers are in lower case. */
export interface UrlEvent {
	readonly headers?: Readonly<Record<string, string | undefined>>;
	readonly rawQueryString?: string;
	readonly body?: string;
	readonly isBase64Encoded?: boolean;
}

/** The answer of a function URL. */
export interface UrlAnswer {
	readonly statusCode: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string;
}

const Team = z.looseObject({ id: z.string().max(30) }).nullish();
const User = z.looseObject({
	id: z.string().regex(/^[UW][A-Z0-9]{2,20}$/),
	username: z.string().optional(),
	name: z.string().optional(),
	team_id: z.string().max(30).optional(),
});
export type SlackUser = z.infer<typeof User>;

/** Somebody pressed a button: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
export const BlockActions = z.looseObject({
	type: z.literal("block_actions"),
	user: User,
	team: Team,
	trigger_id: z.string().optional(),
	response_url: z.string().optional(),
	container: z.looseObject({ channel_id: z.string().optional(), message_ts: z.string().optional() }),
	actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().optional() })).min(1),
});
export type BlockActions = z.infer<typeof BlockActions>;

const Field = z.looseObject({
	value: z.string().nullish(),
	selected_date: z.string().nullish(),
	selected_option: z.looseObject({ value: z.string() }).nullish(),
});

/** Somebody sent a form: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
export const ViewSubmission = z.looseObject({
	type: z.literal("view_submission"),
	user: User,
	team: Team,
	view: z.looseObject({
		id: z.string(),
		callback_id: z.string(),
		private_metadata: z.string(),
		state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), Field)) }),
	}),
});
export type ViewSubmission = z.infer<typeof ViewSubmission>;

/** What the body holds: the payload of an interaction, the check of an address, or something else. */
export type SlackRequest =
	| { readonly kind: "actions"; readonly payload: BlockActions }
	| { readonly kind: "submission"; readonly payload: ViewSubmission }
	| { readonly kind: "challenge"; readonly challenge: string }
	| { readonly kind: "other"; readonly type: string };

/** Reads a body that is known to come from Slack: JSON, or a form with the member `payload`. */
export function readSlackRequest(body: string): SlackRequest {
	const data = parse(body.trimStart().startsWith("{") ? body : (new URLSearchParams(body).get("payload") ?? ""));
	const { type, challenge } = data;
	if (type === "url_verification" && typeof challenge === "string") return { kind: "challenge", challenge: challenge.slice(0, 500) };
	const actions = BlockActions.safeParse(data);
	if (actions.success) return { kind: "actions", payload: actions.data };
	const submission = ViewSubmission.safeParse(data);
	if (submission.success) return { kind: "submission", payload: submission.data };
	return { kind: "other", type: typeof type === "string" && /^[\w.-]{1,60}$/.test(type) ? type : "none" };
}

function parse(text: string): { readonly type?: unknown; readonly challenge?: unknown } {
	try {
		const data: unknown = JSON.parse(text);
		return typeof data === "object" && data !== null ? data : {};
	} catch {
		return {};
	}
}
