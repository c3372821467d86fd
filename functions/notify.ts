import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { raw } from "../shared/runtime/app/lambda.ts";
import { notify } from "../shared/runtime/app/notify.ts";
import { notifyParts } from "../shared/runtime/app/notify-parts.ts";

/** Delivers what stands in the outbox. Messages wake it and say nothing else, so that there is none that it could not take. */
export const handler = raw<SQSEvent, SQSBatchResponse>("notify", async (_, app) => {
	await notify(await notifyParts(app), app);
	return { batchItemFailures: [] };
});
