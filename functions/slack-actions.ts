import { raw } from "../shared/runtime/app/lambda.ts";
import { slackActions } from "../shared/runtime/app/slack-actions.ts";
import { slackParts } from "../shared/runtime/app/slack-parts.ts";
import type { UrlAnswer, UrlEvent } from "../shared/runtime/app/slack-payloads.ts";

/** Answers Slack when somebody presses a button or sends a form. */
export const handler = raw<UrlEvent, UrlAnswer>("slack-actions", async (event, app) => slackActions(event, await slackParts(app)));
