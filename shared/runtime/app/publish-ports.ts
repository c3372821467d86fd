import { bucketStore } from "../../sinks/outbox/bucket.ts";
import { enqueueChange } from "../../sinks/outbox/inbox.ts";
import { stateLayout } from "./layout.ts";
import type { App } from "./opening.ts";
import type { PublishPorts } from "./publish-snapshot.ts";
import { readHistory } from "./repair-history.ts";
import { keepWish } from "./repair-wishes.ts";

/** The tags whose value is the environment when the configuration says nothing of alerts. */
const environmentTags = ["Environment", "Env", "Stage"];

/** Publishing with alerts that are kept in the inbox of the outbox before a pointer moves. */
export function publishPorts(app: Pick<App, "config" | "state" | "evidence">): PublishPorts {
	const inbox = bucketStore(app.state, stateLayout.alerts);
	const { alerts } = app.config;
	return {
		...app,
		repairs: app.config.remediation ? (scope) => readHistory(app.state, stateLayout.repairDocuments, scope) : undefined,
		beforePointer: async (change) => {
			await enqueueChange(inbox, change, { environmentTags: alerts?.environmentTags ?? environmentTags, report: alerts?.report });
			// After the alerts, so that an incident is told of before what is done about it.
			if (app.config.remediation) await keepWish(change, app.state);
		},
	};
}
