import { type Http, NoAnswer } from "../http.ts";
import type { Block } from "./render.ts";
import { mrkdwn } from "./text.ts";

/** Slack waits three seconds for the answer to a click, and gives a trigger no longer to live. */
const timeout = 2_000;

/** The bot that the form is opened with. */
export interface FormBot {
	readonly token: string;
	/** Default: https://slack.com/api. */
	readonly api?: string | undefined;
}

/** Opens a form for whoever clicked. Gives Slack's word for what went wrong, undefined when nothing did. */
export async function openForm(bot: FormBot, trigger: string, view: Block, http: Http): Promise<string | undefined> {
	try {
		const { status, body } = await http({
			url: `${bot.api ?? "https://slack.com/api"}/views.open`,
			headers: { authorization: `Bearer ${bot.token}`, "content-type": "application/json; charset=utf-8" },
			body: JSON.stringify({ trigger_id: trigger, view }),
			timeout,
		});
		if (status < 200 || status > 299) return `status ${status}`;
		const { ok, error } = JSON.parse(body) as { ok?: unknown; error?: unknown };
		if (ok === true) return undefined;
		return typeof error === "string" && /^[\w.-]{1,60}$/.test(error) ? error : "no reason";
	} catch (error) {
		return error instanceof NoAnswer ? error.message : "an answer that is none";
	}
}

/** Tells whoever clicked, and nobody else. False when Slack did not take it: the address comes with the click and is Slack's own. */
export async function whisper(responseUrl: string, text: string, http: Http, api?: string): Promise<boolean> {
	if (!isSlack(responseUrl, api)) return false;
	try {
		const { status } = await http({
			url: responseUrl,
			headers: { "content-type": "application/json; charset=utf-8" },
			body: JSON.stringify({ response_type: "ephemeral", replace_original: false, text: mrkdwn(text, 1000) }),
			timeout,
		});
		return status >= 200 && status < 300;
	} catch (error) {
		if (error instanceof NoAnswer) return false;
		throw error;
	}
}

/** Slack's own host, or that of the API that the configuration names. */
function isSlack(address: string, api: string | undefined): boolean {
	const url = URL.parse(address);
	if (url === null || url.username !== "" || url.password !== "") return false;
	if (url.protocol === "https:" && /^hooks\.slack(?:-gov)?\.com$/.test(url.host)) return true;
	return api !== undefined && url.origin === URL.parse(api)?.origin;
}
