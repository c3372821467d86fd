import type { Http } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Target } from "../outbox/target.ts";
import { failureOfError, failureOfStatus, outcomeOf, type Read } from "./answer.ts";
import { withPlainText } from "./bot.ts";
import { pace } from "./pace.ts";
import { type Mentions, plainSlack, renderSlack } from "./render.ts";

/** An incoming webhook. The address is the secret. */
export interface SlackWebhook {
	readonly name: string;
	readonly url: string;
	readonly mentions: Mentions;
}

const timeout = 15_000;

/**
 * A message a change: webhooks can neither update nor reply nor read. When it is not known whether a message arrived it is sent again, so
 * that it may be there twice, never not at all.
 */
export function slackWebhook({ name, url, mentions }: SlackWebhook, http: Http, clock: Clock): Target {
	const turn = pace(clock, 1000);
	return {
		name,
		threads: false,
		concurrency: 1,
		async send(message, { folded }) {
			const rendered = renderSlack(message, folded ? {} : mentions);
			const sent = await withPlainText(rendered, plainSlack(message), async (content): Promise<Read> => {
				await turn("");
				try {
					const response = await http({
						url,
						headers: { "content-type": "application/json; charset=utf-8" },
						body: JSON.stringify({ ...content, unfurl_links: false, unfurl_media: false }),
						timeout,
					});
					const error = response.body.trim();
					if (response.status >= 400 && response.status < 500 && response.status !== 429 && /^[a-z_]{4,60}$/.test(error))
						return { answer: { ok: false, error } };
					const failure = failureOfStatus(response, clock.now());
					return failure ? { outcome: failure } : { answer: { ok: true } };
				} catch (error) {
					return { outcome: failureOfError(error) };
				}
			});
			if ("outcome" in sent) return sent.outcome;
			return sent.answer.ok ? { outcome: "sent" } : outcomeOf(sent.answer.error ?? "");
		},
	};
}
