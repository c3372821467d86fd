import { queue } from "../shared/runtime/app/lambda.ts";
import { Wake } from "../shared/runtime/app/messages.ts";
import { notify } from "../shared/runtime/app/notify.ts";
import { notifyParts } from "../shared/runtime/app/notify-parts.ts";

/** Delivers what stands in the outbox; what woke it says nothing that it needs. */
export const handler = queue("notify", Wake, async (_messages, app) => {
	await notify(await notifyParts(app), app);
	return { failed: new Set() };
});
