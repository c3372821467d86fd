import { raw } from "../shared/runtime/app/lambda.ts";
import { slackParts } from "../shared/runtime/app/slack-parts.ts";
import type { UrlAnswer, UrlEvent } from "../shared/runtime/app/slack-payloads.ts";

/** Answers Slack when somebody presses a button or sends a form. */
export const handler = raw<UrlEvent, UrlAnswer>("slack-actions", async (event, app) => {
	const opened = slackParts(app);
	// What reads Slack's requests is loaded while the secrets are on their way.
	const [{ slackActions }, parts] = await Promise.all([import("../shared/runtime/app/slack-actions.ts"), opened]);
	return slackActions(event, parts);
});
