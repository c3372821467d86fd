import { queue } from "../shared/runtime/app/lambda.ts";
import { ObjectEvent } from "../shared/runtime/app/object-events.ts";
import { syncFindings } from "../shared/runtime/app/sync-findings.ts";
import { syncParts } from "../shared/runtime/app/sync-parts.ts";

/** Tells Security Hub and Security Lake what the newest snapshot of a scope says. */
export const handler = queue("sync-findings", ObjectEvent, async (messages, app) => syncFindings(messages, app, await syncParts(app)));
